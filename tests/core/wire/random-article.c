/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-article.h"

#include "core/base/galley-clock.h"
#include "core/base/galley-id.h"
#include "core/model/galley-kind.h"
#include "core/model/galley-list.h"
#include "core/model/galley-media-type.h"
#include "core/wire/galley-picture-text.h"

static const char *const pieces[] = {
  "南湖", "会上", "，", "。", "“全年红”", "……", "GDP", "58%", " ", "  ", "　", "\t", "&", "<", ">", "\"", "'", "&amp;",
  "<p>", "</p>", "\342\200\250", "𬭎", "䶮", "e\314\201", "👨\342\200\215👩", "—", "\\", "/", "豈", "é", "br/",
};

static const char *const targets[] = {
  "https://example.org/", "https://example.org/?a=1&b=\"2\"", "mailto:desk@example.org", "http://例子.cn/新闻",
};

guint64
random_article_seed (void)
{
  const char *wanted = g_getenv ("GALLEY_TEST_SEED");
  guint64 seed;

  if (wanted != NULL)
    {
      seed = g_ascii_strtoull (wanted, NULL, 10);
    }
  else
    {
      g_autoptr (GalleyRandom) random = galley_random_new ();

      seed = galley_random_next (random);
    }
  g_test_message ("GALLEY_TEST_SEED=%" G_GUINT64_FORMAT, seed);
  return seed;
}

static char *
random_text (GalleyRandom *random,
             guint         most)
{
  GString *text = g_string_new (NULL);
  guint n = (guint) galley_random_below (random, most + 1);

  for (guint i = 0; i < n; i++)
    g_string_append (text, pieces[galley_random_below (random, G_N_ELEMENTS (pieces))]);
  return g_string_free (text, FALSE);
}

static GalleyFigure *
random_figure (GalleyRandom *random)
{
  guint64 bytes = galley_random_next (random);
  g_autofree char *hash = galley_hash_bytes (&bytes, sizeof bytes);
  g_autofree char *alternative = random_text (random, 6);

  return galley_figure_new (hash, bytes % 2 == 0 ? GALLEY_MEDIA_TYPE_JPEG : GALLEY_MEDIA_TYPE_PNG,
                            1 + (guint) galley_random_below (random, GALLEY_FIGURE_MAX_SIDE),
                            1 + (guint) galley_random_below (random, GALLEY_FIGURE_MAX_SIDE), alternative);
}

static char *
random_picture (GalleyRandom *random)
{
  g_autoptr (GalleyFigure) figure = random_figure (random);

  return galley_picture_text_write (figure);
}

static GalleyBlock *
random_enclosed (GalleyRandom   *random,
                 GalleyBlockKind kind,
                 const char     *title)
{
  static const char *const addresses[] = { "https://v.example/x?a=1&b=2", "https://player.example:8443/watch/%E7%94%B2" };
  guint64 bytes = galley_random_next (random);
  g_autofree char *hash = galley_hash_bytes (&bytes, sizeof bytes);
  g_autofree char *name = random_text (random, 6);
  g_autoptr (GalleyFigure) poster = kind == GALLEY_BLOCK_VIDEO && bytes % 2 == 0 ? random_figure (random) : NULL;
  gboolean is_player = kind == GALLEY_BLOCK_VIDEO && bytes % 3 == 0;
  const char *file_type = kind == GALLEY_BLOCK_VIDEO ? GALLEY_MEDIA_TYPE_WEBM : GALLEY_MEDIA_TYPE_PDF;
  g_autoptr (GalleyEnclosure) enclosure =
      is_player ? galley_enclosure_new_player (addresses[bytes % 2], poster)
                : galley_enclosure_new_file (hash, file_type,
                                             1 + (gint64) galley_random_below (random, GALLEY_MEDIA_MAX_BYTES), name,
                                             poster);

  return galley_block_new_enclosed (kind, enclosure, title);
}

/* Cells of any kind of block: they become paragraphs. */
static GalleyTable *
random_table (GalleyRandom *random)
{
  guint n_rows = 1 + (guint) galley_random_below (random, 3), n_columns = 1 + (guint) galley_random_below (random, 3);
  g_autoptr (GPtrArray) cells = galley_blocks_new ();

  while (cells->len < n_rows * n_columns)
    g_ptr_array_add (cells, random_block (random));
  return galley_table_new (n_rows, n_columns, (gboolean) galley_random_below (random, 2),
                           (GalleyBlock *const *) cells->pdata);
}

GalleyBlock *
random_block (GalleyRandom *random)
{
  g_autofree char *text = random_text (random, 14);
  glong length = g_utf8_strlen (text, -1);
  GalleyMark marks[8];
  guint n_marks = (guint) galley_random_below (random, G_N_ELEMENTS (marks) + 1);
  GalleyBlockKind kind;

  for (guint i = 0; i < n_marks; i++)
    {
      marks[i].kind = (GalleyMarkKind) galley_random_below (random, GALLEY_N_MARK_KINDS);
      marks[i].start = (guint) galley_random_below (random, length + 1);
      marks[i].end = marks[i].start + (guint) galley_random_below (random, length - marks[i].start + 1);
      marks[i].target = marks[i].kind == GALLEY_MARK_LINK
                            ? targets[galley_random_below (random, G_N_ELEMENTS (targets))]
                            : NULL;
    }
  kind = (GalleyBlockKind) galley_random_below (random, GALLEY_N_BLOCK_KINDS);
  if (kind == GALLEY_BLOCK_BULLETED || kind == GALLEY_BLOCK_NUMBERED)
    return galley_block_new_item (kind, (guint) galley_random_below (random, GALLEY_MAX_LEVEL + 1), text, marks,
                                  n_marks);
  if (kind == GALLEY_BLOCK_FIGURE)
    {
      g_autoptr (GalleyFigure) figure = random_figure (random);

      return galley_block_new_figure (figure, text, marks, n_marks);
    }
  if (kind == GALLEY_BLOCK_TABLE)
    {
      g_autoptr (GalleyTable) table = random_table (random);

      return galley_block_new_table (table);
    }
  if (kind == GALLEY_BLOCK_ATTACHMENT || kind == GALLEY_BLOCK_VIDEO)
    return random_enclosed (random, kind, text);
  if (kind == GALLEY_BLOCK_RULE || kind == GALLEY_BLOCK_PAGE_BREAK)
    return galley_block_new (kind, NULL, NULL, 0);
  return galley_block_new (kind, text, marks, n_marks);
}

GPtrArray *
random_blocks (GalleyRandom *random)
{
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  guint n = 1 + (guint) galley_random_below (random, 6);
  gboolean is_list = galley_random_below (random, 3) == 0;

  while (blocks->len < n)
    {
      g_autoptr (GalleyBlock) block = random_block (random);

      if (!is_list || galley_block_is_item (block))
        g_ptr_array_add (blocks, g_steal_pointer (&block));
    }
  return galley_list_settle (blocks);
}

static char **
random_set (GalleyRandom *random)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint n = (guint) galley_random_below (random, 4);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *entry = g_strdup_printf ("标签 %u\"", i);

      g_strv_builder_add (builder, entry);
    }
  return g_strv_builder_end (builder);
}

static GPtrArray *
random_bylines (GalleyRandom *random)
{
  GPtrArray *bylines = galley_bylines_new ();
  guint n = (guint) galley_random_below (random, 3);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (bylines, galley_byline_new (i == 0 ? "杨秀娟" : "宋翰卿", i == 0 ? "" : "区新闻中心",
                                                 galley_random_below (random, 2) == 0 ? "" : "记者"));
  return bylines;
}

static GalleyState *
random_state (GalleyRandom *random)
{
  GalleyState *state = galley_state_new ();

  state->status = (GalleyStatus) galley_random_below (random, GALLEY_N_STATUSES);
  state->modified = (gint64) galley_random_below (random, G_GINT64_CONSTANT (9007199254740991));
  galley_state_set_text (&state->owner, "u1");
  galley_state_set_text (&state->etag, "\"1.2\"");
  return state;
}

GalleyRevision *
random_revision (GalleyRandom *random)
{
  g_autoptr (GalleyClock) clock = GALLEY_CLOCK (galley_test_clock_new (G_GINT64_CONSTANT (1795420800000000)));
  g_autoptr (GPtrArray) blocks = random_blocks (random);
  g_autoptr (GPtrArray) bylines = random_bylines (random);
  g_autoptr (GalleyState) state = random_state (random);
  g_autofree char *id = galley_id_new (clock, random);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) tags = random_set (random);
  g_auto (GStrv) channels = random_set (random);
  GalleyContent content = { .bylines = bylines, .blocks = blocks };

  for (guint field = 0; field < GALLEY_N_FIELDS; field++)
    if (galley_random_below (random, 2) == 0)
      {
        g_autofree char *text = random_text (random, 6);

        if (field == GALLEY_FIELD_CONTENT_CREATED)
          g_ptr_array_add (texts, g_strdup ("2018-10-18T00:00:00+08:00"));
        else if (field == GALLEY_FIELD_SOURCE_URI)
          g_ptr_array_add (texts, g_strdup ("https://example.org/"));
        else if (field == GALLEY_FIELD_LEAD_PICTURE || field == GALLEY_FIELD_FOCUS_PICTURE)
          g_ptr_array_add (texts, random_picture (random));
        else if (field == GALLEY_FIELD_KIND && text[0] != '\0')
          g_ptr_array_add (texts, g_strdup (galley_kind_get_name (galley_random_below (random, GALLEY_N_KINDS))));
        else
          g_ptr_array_add (texts, galley_field_clean (field, text));
        content.fields[field] = g_ptr_array_index (texts, texts->len - 1);
      }
  content.sets[GALLEY_SET_TAGS] = (const char *const *) tags;
  content.sets[GALLEY_SET_CHANNELS] = (const char *const *) channels;
  return galley_revision_new (id, &content, state);
}
