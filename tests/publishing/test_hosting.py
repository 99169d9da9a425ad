"""A folder for a plain static host."""

from tests.minisite import contents


def test_a_folder_to_upload_has_the_hosts_own_files_and_nothing_compressed(publisher):
    stanza = "publish:\n  - {name: netz, kind: static, path: hochladen}\n  - {name: probe, kind: folder, path: www}\n"
    publisher.site.file("villages.yaml", (publisher.site.root / "villages.yaml").read_text() + stanza)
    publisher.commit()
    assert publisher.publish() == 0
    tree = contents(publisher.site.root / "hochladen/current")
    assert not [path for path in tree if path.endswith((".br", ".gz"))]
    for site in ("main", "anger", "bachtal"):
        assert b"/theme/*\n  Cache-Control: public, max-age=31536000, immutable\n" in tree[f"{site}/_headers"]
        assert b"/*\n  Content-Security-Policy: default-src 'none'; " in tree[f"{site}/_headers"]
        assert b"'unsafe-" not in tree[f"{site}/_headers"]
        assert tree[f"{site}/_redirects"].startswith(b"/favicon.ico /bilder/zeichen.svg 301\n")
    assert tree["bachtal/_redirects"].count(b"\n") == 1
    moved = tree["anger/_redirects"].decode().splitlines()[1:]
    assert moved == ["/projekte/dorfteich/ /projekte/teich/ 301", "/teich/ /projekte/teich/ 301"]
    publisher.destination = "probe"
    assert publisher.publish() == 0
    assert "anger/_headers" not in publisher.tree()
