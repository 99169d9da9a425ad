"""A web address as a QR code (ISO/IEC 18004), drawn as SVG that stands in a page."""

from html import escape


def drawing(address: str) -> str:
    """The code as an SVG element, black on white with the quiet zone around it, and named for those who do not see it.

    A seventh of it may be lost (level M); more where that costs no larger code.
    """
    import segno  # takes as long to import as a small edit takes in all

    code = segno.make_qr(address, error="m")
    inner = code.svg_inline(border=4, light="#fff", svgclass="code", lineclass=None, omitsize=True)
    head, rest = inner.split(">", 1)
    return f'{head} role="img"><title>QR-Code: {escape(address)}</title>{rest}'
