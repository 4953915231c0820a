#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the simulator finds faults: each of them is planted into a copy of what has been committed, one at a time, and must be
found within 10,000 sessions.

    ./dev campaign planted [--only NAME...]

A fault is a piece of source that stands there once, and what takes its place. One that no longer stands there is to be planted
anew, where its work is done now.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
RUNS = 167  # of 60 sessions
STORE, SYNC, SERVER, MODEL = "src/core/store/", "src/core/sync/", "src/server/", "src/core/model/"

FAULTS = {
    "an acknowledgement clears what was typed since": (
        STORE + "galley-parcel.c",
        "if (row->waiting != GALLEY_ROW_PUT || row->generation != self->generation || row->has_conflict\n"
        "      || !g_str_equal (row->content_hash, self->content_hash))",
        "if (FALSE)"),
    "a pull writes over what waits": (
        STORE + "galley-store-articles-sync.c",
        "      if (row->waiting == GALLEY_ROW_DELETE || !has_content_of (row, theirs))\n        return TRUE;\n", ""),
    "the cursor goes on before what is to be merged": (
        SYNC + "galley-cycle-pull.c", "  if (page->dirty->len > 0)\n    {\n      g_set_error",
        "  if (FALSE)\n    {\n      g_set_error"),
    "what changed there is taken for the base": (
        SYNC + "galley-cycle-pull.c", "  if (has_as_base (database, theirs, &cause))", "  if (TRUE)"),
    "a deletion beats an edit": (
        STORE + "galley-store-articles-sync.c", "  if (row->waiting == GALLEY_ROW_PUT)\n    return TRUE;\n", ""),
    "a new article is not sent": (
        STORE + "galley-store-articles.c",
        "  if (!galley_store_outbox_set_waiting (database, row, GALLEY_ROW_PUT, now, error))\n    return FALSE;\n\n"
        "  galley_store_announce_article (database, id, GALLEY_STORE_ORIGIN_LOCAL);",
        "  galley_store_announce_article (database, id, GALLEY_STORE_ORIGIN_LOCAL);"),
    "the clock decides": (
        STORE + "galley-store-articles-sync.c", "  if (row != NULL && row->waiting != GALLEY_ROW_CLEAN)\n    {",
        "  if (row != NULL && row->waiting != GALLEY_ROW_CLEAN && row->touched >= galley_revision_get_state (theirs)->modified)\n"
        "    {"),
    "the side that loses is forgotten": (
        STORE + "galley-store-articles.c", "  if (!keep_sides (database, row, theirs, resolved, now, error) ||\n", "  if (\n"),
    "conflicts are settled in silence": (
        SYNC + "galley-cycle-take.c", "  input.conflicts = conflicts;\n", "  g_ptr_array_set_size (conflicts, 0);\n"),
    "what is thrown away is not deleted there": (
        STORE + "galley-store-articles.c", "  return row->has_base ? GALLEY_ROW_DELETE : GALLEY_ROW_CLEAN;",
        "  return GALLEY_ROW_CLEAN;"),
    "what was thrown away is written over": (
        STORE + "galley-store-articles-sync.c", "  if (row->is_trashed && !has_content_of (row, theirs->revision)\n",
        "  if (FALSE && !has_content_of (row, theirs->revision)\n"),
    "bases outlive the server's history": (
        SYNC + "galley-cycle-pull.c", "  if (anew->is_new && !galley_record", "  if (FALSE && !galley_record"),
    "what a restored server lost stays lost": (
        SYNC + "galley-cycle-pull.c", "session->user->id, search.is_new_epoch || place->keeper != NULL,",
        "session->user->id, FALSE,"),
    "a later change is not sent": (
        STORE + "galley-store-articles.c",
        "  if (!galley_store_outbox_set_waiting (database, row, GALLEY_ROW_PUT, now, error))\n    return FALSE;\n"
        "  galley_store_announce_outbox (database);",
        "  galley_store_announce_outbox (database);"),
    "what the server refuses is dropped": (
        SYNC + "galley-cycle-push.c",
        "      || g_error_matches (verdict, GALLEY_ERROR, GALLEY_ERROR_FORBIDDEN))\n"
        "    return galley_cycle_park (self, parcel->sequence, verdict->message, error);",
        "      || g_error_matches (verdict, GALLEY_ERROR, GALLEY_ERROR_FORBIDDEN))\n"
        "    return galley_cycle_remove (self, parcel->id, error);"),
    "no answer counts as taken": (
        SYNC + "galley-cycle-push.c", "  if (verdict == NULL)\n", "  if (verdict == NULL || result->answer == NULL)\n"),
    "a conflict counts as ours": (
        SYNC + "galley-cycle-push.c",
        "  return parcel->content != NULL && strcmp (galley_wire_get_content_hash (answer), parcel->content_hash) == 0;",
        "  return parcel->content != NULL && answer != NULL;"),
    "an order goes for another text": (
        SYNC + "galley-cycle-orders.c",
        "  if (has_hash (record->base, entry->content_hash) && record->theirs == NULL)", "  if (TRUE)"),
    "an order to publish is never late": (
        SYNC + "galley-cycle-orders.c", "  return entry->action == GALLEY_ACTION_PUBLISH\n", "  return FALSE\n"),
    "an order that was carried out stays": (
        SYNC + "galley-cycle-orders.c", "  galley_outbox_remove_in_store (database, entry->sequence, error);\n", ""),
    "the server takes a change of another text": (
        SERVER + "galley-article-write.c", "(if_match == NULL || galley_etag_matches (if_match, etag))", "TRUE"),
    "the server takes a new article for another": (
        SERVER + "galley-article-write.c", " && !galley_etag_matches (if_none_match, etag);", ";"),
    "what makes an article brings it back": (
        SERVER + "galley-article-write.c", "    return g_strcmp0 (if_match, etag) == 0;",
        "    return if_match == NULL || strcmp (if_match, etag) == 0;"),
    "nobody asks again for what was deleted": (
        SYNC + "galley-portal-save.c", "  bring_back (self, parcels, results, cancellable);\n", ""),
    "the server's ETag stays": (
        SERVER + "galley-article-write.c", "old != NULL ? old->revision + 1 : 1", "old != NULL ? old->revision : 1"),
    "the server tells nobody of a deletion": (
        SERVER + "galley-server-articles.c",
        "  if (!galley_server_changes_note (database, \"\", next->id, &sequence, error))",
        "  if (!next->is_deleted && !galley_server_changes_note (database, \"\", next->id, &sequence, error))"),
    "a merge takes mine where they alone wrote": (
        MODEL + "galley-merge-blocks.c", "    run.merged = g_ptr_array_ref (run.theirs);\n",
        "    run.merged = g_ptr_array_ref (run.mine);\n"),
    "a merge settles paragraphs in silence": (
        MODEL + "galley-merge-blocks.c", "      if (run->merged == NULL)\n        g_ptr_array_add (conflicts,",
        "      if (FALSE)\n        g_ptr_array_add (conflicts,"),
    "a merge settles words in silence": (
        MODEL + "galley-stretch-merge.c", "  self->has_conflict = TRUE;\n  for (guint i = 0; i < 2; i++)\n    galley_stretch_writer_add",
        "  for (guint i = 0; i < 2; i++)\n    galley_stretch_writer_add"),
    "a merge settles a headline in silence": (
        MODEL + "galley-merge.c", "  g_ptr_array_add (conflicts, galley_conflict_new (galley_field_get_name (field), base, mine, theirs));\n",
        ""),
    "what both have carried elsewhere stands twice": (
        MODEL + "galley-merge-blocks.c", "  galley_merge_runs_dispute (runs, base, mine->blocks, theirs->blocks);\n", ""),
    "the server forgets what an article was": (
        SERVER + "galley-article-write.c",
        "  if (old != NULL && strcmp (old->content_hash, next->content_hash) == 0)\n    return TRUE;\n"
        "  if (old != NULL)\n",
        "  if (old != NULL)\n    return TRUE;\n  if (old != NULL)\n"),
    "a save that failed counts as saved": (
        STORE + "galley-store.c", "        galley_database_commit (self->database, &local_error);",
        "        galley_database_commit (self->database, NULL);"),
    "the server has taken what it could not write": (
        SERVER + "galley-server.c", "      || !galley_database_commit (self->database, error))\n    return FALSE;",
        "      )\n    return FALSE;\n  galley_database_commit (self->database, NULL);"),
    "a token that has expired counts as a refusal": (
        SYNC + "galley-portal-error.c", "    case 401:\n      return GALLEY_ERROR_AUTH;",
        "    case 401:\n      return GALLEY_ERROR_REJECTED;"),
    "a new epoch leaves the old ETags": (
        SERVER + "galley-server-epoch.c", "&& write_etags (database, epoch, error)", ""),
}


def build(tree):
    return subprocess.run(["ninja", "-C", tree / "build", "tests/sync/test-simulator"], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)


def prepare(tree):
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout
    subprocess.run(["tar", "-x", "-C", tree], input=archive, check=True)
    # Some of them leave a name without use.
    subprocess.run(["meson", "setup", tree / "build", tree, "-Dapp=false", "-Dc_args=-Wno-unused"], stdout=subprocess.DEVNULL,
                   check=True)
    done = build(tree)
    assert done.returncode == 0, done.stdout[-2000:]


def run(tree, seed):
    """(whether a fault was found, sessions until then)"""
    done = subprocess.run([tree / "build/tests/sync/test-simulator", "--until-failure", "--runs", str(RUNS), "--seed", str(seed)],
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False,
                          env=os.environ | {"GALLEY_SOURCE_DIR": str(tree), "G_DEBUG": "fatal-warnings"})
    sessions = re.search(r"(\d+) sessions", done.stdout)
    return done.returncode != 0, int(sessions.group(1)) if sessions else None


def try_fault(tree, name, seed):
    path, old, new = FAULTS[name]
    source = tree / path
    text = source.read_text()
    assert text.count(old) == 1, f"{name}: stands {text.count(old)} times in {path}"
    source.write_text(text.replace(old, new))
    try:
        done = build(tree)
        assert done.returncode == 0, f"{name}:\n{done.stdout[-2000:]}"
        is_found, sessions = run(tree, seed)
    finally:
        source.write_text(text)
    return is_found, sessions


def main():
    parser = argparse.ArgumentParser(description="Plant faults that the simulator must find.")
    parser.add_argument("--only", nargs="*", default=list(FAULTS))
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "little"))
    options = parser.parse_args()
    (ROOT / "build").mkdir(exist_ok=True)
    n_missed = 0
    with tempfile.TemporaryDirectory(dir=ROOT / "build", prefix="planted.") as folder:
        tree = pathlib.Path(folder)
        prepare(tree)
        for name in options.only:
            is_found, sessions = try_fault(tree, name, options.seed)
            n_missed += not is_found
            words = f"found after {sessions} sessions" if sessions else "found, it ended"
            print(f"{name:50} {words if is_found else 'NOT FOUND'}", flush=True)
    print(f"seed {options.seed}: {len(options.only) - n_missed} of {len(options.only)} found")
    sys.exit(1 if n_missed else 0)


main()
