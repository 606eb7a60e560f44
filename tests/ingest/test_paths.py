from __future__ import annotations

import os

import pytest

from onrecord.ingest import paths
from onrecord.ingest.given import Failure


def names(rows, root):
    return [r.code if isinstance(r, Failure) else os.path.relpath(r, root) for r in rows]


def test_a_folder_is_read_with_all_below_sorted_and_without_hidden_files(folder):
    assert names(paths.found(str(folder)), folder) == ["a.txt", "b.txt", "deep/c.txt"]


def test_globs(folder):
    assert names(paths.found(f"{folder}/*.txt"), folder) == ["a.txt", "b.txt"]
    assert names(paths.found(f"{folder}/**/*.txt"), folder) == ["a.txt", "b.txt", "deep/c.txt"]
    assert names(paths.found(f"{folder}/**"), folder) == ["a.txt", "b.txt", "deep/c.txt"]
    assert names(paths.found(f"{folder}/d*"), folder) == ["deep/c.txt"]
    assert names(paths.found(f"{folder}/x*"), folder) == ["I201"]


def test_a_file_with_a_star_in_its_name_is_that_file(folder):
    (folder / "[a]*.txt").write_text("Rain fell.")
    assert names(paths.found(str(folder / "[a]*.txt")), folder) == ["[a]*.txt"]


def test_links_that_make_a_loop_end(folder):
    (folder / "deep" / "up").symlink_to(folder)
    (folder / "self").symlink_to(folder / "self")
    (folder / "void").symlink_to(folder / "nothing")
    assert names(paths.found(str(folder)), folder) == ["a.txt", "b.txt", "deep/c.txt", "I201", "I201"]


def test_a_link_out_of_the_folder_is_not_followed(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "secret.txt").write_text("A key.")
    (folder / "file").symlink_to(other / "secret.txt")
    (folder / "folder").symlink_to(other)
    (folder / "inside").symlink_to(folder / "a.txt")
    assert names(paths.found(str(folder)), folder) == ["a.txt", "b.txt", "deep/c.txt", "I201", "I201", "inside"]
    assert list(paths.found(str(folder / "file"))) == [str(folder / "file")]
    assert list(paths.found(str(folder / "folder"))) == [str(folder / "folder" / "secret.txt")]


def test_a_folder_that_may_not_be_opened(folder, monkeypatch):
    def refuse(path):
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    real = os.scandir
    monkeypatch.setattr(os, "scandir", refuse)
    assert names(paths.found(str(folder)), folder) == ["a.txt", "b.txt", "I202"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may open everything")
def test_the_system_refuses(folder):
    (folder / "deep").chmod(0)
    try:
        assert names(paths.found(str(folder)), folder) == ["a.txt", "b.txt", "I202"]
    finally:
        (folder / "deep").chmod(0o755)


def test_parts_of_a_saved_page_are_no_reports(folder):
    (folder / "story.html").write_text("<html></html>")
    (folder / "story_files").mkdir()
    (folder / "story_files" / "ad.html").write_text("<html></html>")
    (folder / "notes_files").mkdir()
    (folder / "notes_files" / "n.txt").write_text("Rain fell.")
    (folder / "style.css").write_text("p {}")
    found = names(paths.found(str(folder)), folder)
    assert found == ["a.txt", "b.txt", "deep/c.txt", "notes_files/n.txt", "story.html", "I204"]


def test_what_is_no_file_is_told(folder):
    os.mkfifo(folder / "pipe")
    assert names(paths.found(str(folder)), folder) == ["a.txt", "b.txt", "deep/c.txt", "I204"]
