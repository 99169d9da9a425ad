"""What every answer says besides its content, whoever serves a release: one record for nginx, Caddy and static hosts.

`'wasm-unsafe-eval'` is for the search alone; it lets WebAssembly be compiled, and no text be run as a script. What pages do
not use stays forbidden by `default-src`.
"""

from collections.abc import Mapping

_YEAR = 31_536_000
"""Seconds."""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'wasm-unsafe-eval'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""The Content-Security-Policy: what a page may load (W3C CSP 3)."""
_DENIED = (
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope"),
    *("magnetometer", "microphone", "midi", "payment", "usb"),
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _DENIED),
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}
"""With every answer, whatever its status."""
TRANSPORT: Mapping[str, str] = {"Strict-Transport-Security": f"max-age={_YEAR}"}
"""Beside them on HTTPS. Nothing is said of names below the host: they may be somebody else's."""
FOR_EVER, ASK_AGAIN, NEVER = f"public, max-age={_YEAR}, immutable", "no-cache", "no-store"
"""How long a browser keeps a file: as long as it likes; while the server says that nothing has changed; not at all."""
WORKER = "/sw.js"
"""The service worker, which nobody keeps: it must be possible to replace a broken one."""
