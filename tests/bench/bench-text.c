/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-text.h"

#define PARAGRAPH_BYTES 600

static GalleyBlock *
make_paragraph (guint number,
                gsize n_bytes)
{
  static const char *const phrases[] = {
    "澜江水位今晨回落到警戒线以下，", "值班的人一夜没有合眼，", "镇上的粮站照常开了门，", "校对员把清样又读了一遍，",
    "学校门口的斑马线重新画过，",     "记者在现场等到了答复，",   "两岸的稻子已经收了大半，", "编辑部把版面留到最后一刻。",
  };
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "第%u段：", number);
  for (guint i = number; text->len < n_bytes; i = i * 5 + 3)
    g_string_append (text, phrases[(i >> 3) % G_N_ELEMENTS (phrases)]);
  return galley_block_new (GALLEY_BLOCK_PARAGRAPH, text->str, NULL, 0);
}

GalleyRevision *
galley_bench_make_article (const char  *id,
                           guint        number,
                           gsize        n_bytes,
                           GalleyState *state)
{
  static const char *const tags[] = { "要闻", "澜江", NULL };
  g_autofree char *headline = g_strdup_printf ("澜江两岸秋收忙（之%u）", number);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  GalleyContent content = { .blocks = blocks, .sets[GALLEY_SET_TAGS] = tags };

  content.fields[GALLEY_FIELD_HEADLINE] = headline;
  content.fields[GALLEY_FIELD_CHANNEL] = "news";
  for (gsize done = 0; done < n_bytes; done += PARAGRAPH_BYTES)
    g_ptr_array_add (blocks, make_paragraph (number * 7919 + (guint) done, MIN (PARAGRAPH_BYTES, n_bytes - done)));
  return galley_revision_new (id, &content, state);
}
