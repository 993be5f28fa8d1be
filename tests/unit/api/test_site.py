from pathlib import Path

import pytest

from chalicelib.api.routes import DEEPEST_FILE
from chalicelib.api.site import File, Site, read_site, site_of
from chalicelib.api.static import find
from chalicelib.errors import NotFound
from chalicelib.wiring import STATIC_SITE

PAGE = (
    b'<link rel="stylesheet" href="./styles/a.css"><script type="module" src="/app.js"></script>'
    b'<a href="https://example.com/app.js"><a href="#orders"><img src="missing.png">'
)


def tree(**changes: bytes) -> Site:
    files = {"index.html": PAGE, "app.js": b"import './lib/x.js'", "lib/x.js": b"1", "styles/a.css": b"a{}"}
    files |= {name.replace("__", "/").replace("_", "."): body for name, body in changes.items()}
    return Site({path: File(body, "text/plain") for path, body in files.items()})


def test_the_index_points_at_the_tree_of_today() -> None:
    site = tree()
    index = site.file("index.html")
    assert index is not None
    text = index.body.decode()
    assert f'href="/v/{site.version}/styles/a.css"' in text
    assert f'src="/v/{site.version}/app.js"' in text
    assert 'href="https://example.com/app.js"' in text
    assert 'href="#orders"' in text
    assert 'src="missing.png"' in text


def test_the_index_asks_beforehand_for_every_module_that_the_first_one_imports() -> None:
    app = b'import { a } from "./lib/a.js";\nexport * from "./lib/b.js";\nconst later = import("./lib/c.js");'
    a = b'import {\n  b,\n} from "./b.js";\nimport { gone } from "./no.js";\n/** @type {import("./c.js")} */'
    minified = b'import{x as y}from"../app.js";export{y}'
    site = tree(app_js=app, lib__a_js=a, lib__b_js=minified, lib__c_js=b"")
    assert site.modules("app.js") == ["app.js", "lib/a.js", "lib/b.js"]
    assert site.index is not None
    text = site.index.body.decode()
    for name in ("lib/a.js", "lib/b.js"):
        assert f'<link rel="modulepreload" href="/v/{site.version}/{name}">' in text
    assert text.count("modulepreload") == 2
    assert text.index("modulepreload") < text.index("<script")


def test_any_changed_byte_or_name_makes_another_version_and_another_index() -> None:
    site, changed, added = tree(), tree(lib__x_js=b"2"), tree(lib__y_js=b"1")
    assert len({site.version, changed.version, added.version}) == 3
    assert site.index is not None
    assert changed.index is not None
    assert site.index.etag != changed.index.etag
    assert tree().version == site.version


def test_only_what_is_named_by_its_content_is_kept_for_ever() -> None:
    site = tree()
    assert find(site, f"v/{site.version}/lib/x.js")[1].endswith("immutable")
    assert find(site, "lib/x.js")[1] == "no-cache"
    assert find(site, "")[1] == "no-cache"
    assert find(site, "index.html")[1] == "no-cache"


def test_a_page_opened_before_a_new_version_still_finds_its_modules_and_keeps_none() -> None:
    file, caching = find(tree(), "v/0123456789abcdef/lib/x.js")
    assert file.body == b"1"
    assert caching == "no-cache"


@pytest.mark.parametrize("path", ["", "orders", "orders/MTP/5", "index.html", "a/b/c/d"])
def test_every_address_of_the_browser_shows_the_page(path: str) -> None:
    site = tree()
    assert find(site, path)[0] is site.index


@pytest.mark.parametrize(
    "path",
    [
        "missing.js",
        "../app.py",
        "..",
        "lib/../../app.py",
        "%2e%2e/app.py",
        "lib/%2e%2e%2fapp.js",
        "api/nope",
        "adminapi/v2/orders",
        "v",
        "v/x",
        "v/0123456789abcdef/../../app.py",
        "v/0123456789abcdef/index.html",
        "/etc/passwd.txt",
    ],
)
def test_nothing_outside_the_tree_is_served(path: str) -> None:
    with pytest.raises(NotFound):
        find(tree(), path)


def test_reading_a_tree_leaves_out_hidden_files_and_other_types(tmp_path: Path) -> None:
    for name in ("index.html", "a.js", ".env.json", "README.md", ".git/x.js", "package.json", "a.d.ts"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    assert sorted(path for path, _ in read_site(tmp_path).published() if not path.startswith("v/")) == [
        "a.js",
        "index.html",
    ]


def test_while_it_is_worked_on_a_change_shows_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    first = site_of(tmp_path, fresh=True)
    assert site_of(tmp_path, fresh=True) is first
    (tmp_path / "a.js").write_text("22")
    assert site_of(tmp_path, fresh=True).version != first.version
    assert site_of(tmp_path, fresh=False) is site_of(tmp_path, fresh=False)


def test_a_bucket_gets_every_address_the_app_serves() -> None:
    site = tree()
    for path, file in site.published():
        assert find(site, path)[0] == file


def test_the_routes_reach_the_deepest_file_there_is() -> None:
    assert read_site(STATIC_SITE).depth() <= DEEPEST_FILE
