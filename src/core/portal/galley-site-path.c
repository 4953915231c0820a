/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-site-path.h"

#include "core/model/galley-block.h"

#include <string.h>

#define MAX_BYTES 512

/* What a path is made of. A page has some forty paths, and each is looked at more than once. */
enum
{
  REFUSED = 0,
  PLAIN,
  NOT_FIRST, /* of a name */
};

static const guint8 classes[256] = {
  ['a' ... 'z'] = PLAIN, ['A' ... 'Z'] = PLAIN, ['0' ... '9'] = PLAIN,  ['-'] = PLAIN,
  ['_'] = PLAIN,         ['/'] = NOT_FIRST,     ['.'] = NOT_FIRST,
};

/* Whether what stands in front of @end is a path; NUL ends it, too. */
static gboolean
is_valid (const char *path,
          char        end)
{
  const char *p;

  if (*path != '/')
    return FALSE;
  for (p = path + 1; *p != '\0' && *p != end; p++)
    if (classes[(guchar) *p] == REFUSED || (p[-1] == '/' && classes[(guchar) *p] == NOT_FIRST))
      return FALSE;
  return p - path <= MAX_BYTES;
}

gboolean
galley_site_path_is_valid (const char *path)
{
  return path != NULL && is_valid (path, '\0');
}

/* From one page to another: so many folders up, and from there what is left of the other's path. */
typedef struct
{
  gsize n_up;
  const char *rest;
  gsize n_bytes; /* of the link, with the NUL at its end */
} Way;

static Way
find_way (const char *from,
          const char *to)
{
  gsize common = 0; /* up to and with the last slash that both share */
  Way way = { 0 };

  for (gsize i = 0; from[i] == to[i] && from[i] != '\0'; i++)
    if (from[i] == '/')
      common = i + 1;
  for (const char *p = strchr (from + common, '/'); p != NULL; p = strchr (p + 1, '/'))
    way.n_up++;
  way.rest = way.n_up == 0 && to[common] == '\0' ? "./" : to + common;
  way.n_bytes = way.n_up * strlen ("../") + strlen (way.rest) + 1;
  return way;
}

static char *
way_write (const Way *way,
           char      *link)
{
  char *end = link;

  for (gsize i = 0; i < way->n_up; i++)
    end = (char *) memcpy (end, "../", 3) + 3;
  memcpy (end, way->rest, way->n_bytes - (gsize) (end - link));
  return link;
}

char *
galley_site_path_make_relative (const char *from,
                                const char *to)
{
  Way way;

  g_return_val_if_fail (from != NULL && *from == '/', NULL);
  g_return_val_if_fail (to != NULL && *to == '/', NULL);

  way = find_way (from, to);
  return way_write (&way, g_malloc (way.n_bytes));
}

gboolean
galley_site_path_is_address (const char *text)
{
  g_return_val_if_fail (text != NULL, FALSE);

  return g_str_has_prefix (text, "http") && galley_link_target_is_safe (text);
}

char *
galley_site_path_make_link (const char *from,
                            const char *address)
{
  if (address == NULL)
    return NULL;
  if (*address != '/')
    return galley_site_path_is_address (address) ? g_strdup (address) : NULL;
  return is_valid (address, '#') ? galley_site_path_make_relative (from, address) : NULL;
}

const char *
galley_site_path_lend_link (GalleyArena *arena,
                            const char  *from,
                            const char  *address)
{
  Way way;

  g_return_val_if_fail (arena != NULL && from != NULL && *from == '/', NULL);

  if (address == NULL)
    return NULL;
  if (*address != '/')
    return galley_site_path_is_address (address) ? galley_arena_copy (arena, address, strlen (address)) : NULL;
  if (!is_valid (address, '#'))
    return NULL;
  way = find_way (from, address);
  return way_write (&way, galley_arena_take (arena, way.n_bytes));
}
