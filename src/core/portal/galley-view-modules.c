/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-view-modules.h"

#include "core/base/galley-clock.h"
#include "core/base/galley-error.h"
#include "core/portal/galley-module.h"
#include "core/portal/galley-site-path.h"
#include "core/portal/galley-view-picture.h"
#include "core/portal/galley-view.h"
#include "core/wire/galley-picture-text.h"

static gboolean
fail (GError    **error,
      const char *what)
{
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "context: %s", what);
  return FALSE;
}

/* @picture: (nullable): there is none. */
static gboolean
set_thumbnail (GalleyValue       *row,
               const char        *path,
               const GalleyValue *picture,
               GError           **error)
{
  g_autoptr (GalleyFigure) figure = NULL;

  if (picture == NULL)
    return TRUE;
  figure = picture->kind == GALLEY_VALUE_TEXT ? galley_picture_text_read (picture->text) : NULL;
  if (figure == NULL)
    return fail (error, "an item's \"picture\" is none");
  galley_view_set_picture (row, "thumbnail", path, figure);
  return TRUE;
}

/* A text of what was read, which the view may share. */
static inline void
share_text (GalleyValue       *view,
            const GalleyValue *read,
            const char        *name)
{
  const GalleyValue *text = galley_value_get_kind (read, name, GALLEY_VALUE_TEXT);

  if (text != NULL && text->length > 0)
    galley_value_set (view, name, text);
}

/* Of @arena, and of nothing else: it may outlive @item. */
static GalleyValue *
row_new (GalleyArena       *arena,
         GalleySite        *site,
         const GalleyValue *item,
         const char        *path,
         GError           **error)
{
  const char *date = galley_value_get_text (item, "date");
  GalleyValue *row = galley_value_new_object (arena);
  gint64 published = 0;

  galley_view_set_text (row, "title", galley_value_get_text (item, "title"));
  galley_view_set_link (row, "href", path,
                        galley_value_get_text (item, galley_value_get (item, "link") != NULL ? "link" : "path"));
  if (!set_thumbnail (row, path, galley_value_get (item, "picture"), error))
    return NULL;
  if (date != NULL && galley_time_parse (date, &published))
    galley_view_set_date (row, "date", site, "list_date_format", published);
  return row;
}

/* @module: what it has beside its items, whose views are @rows. */
static GalleyValue *
module_new (GalleyArena       *arena,
            const GalleyValue *module,
            const GalleyValue *rows,
            const char        *path)
{
  GalleyValue *view = galley_value_new_object (arena);
  const char *kind = galley_value_get_text (module, "kind");

  share_text (view, module, "id");
  share_text (view, module, "title");
  galley_view_set_link (view, "more", path, galley_value_get_text (module, "more"));
  galley_value_set_boolean (view, g_strcmp0 (kind, GALLEY_MODULE_SLIDER) == 0 ? "slider" : "list", TRUE);
  galley_value_set (view, "items", rows);
  return view;
}

GalleyValue *
galley_view_make_modules (GalleyArena       *arena,
                          GalleySite        *site,
                          const GalleyValue *modules,
                          const char        *path,
                          GError           **error)
{
  GalleyValue *views = galley_value_new_array (arena);

  for (const GalleyValueMember *module = galley_value_get_members (modules); module != NULL; module = module->next)
    {
      GalleyValue *rows = galley_value_new_array (arena);
      const GalleyValue *items = galley_value_get_array (module->value, "items");

      for (const GalleyValueMember *item = galley_value_get_members (items); item != NULL; item = item->next)
        {
          GalleyValue *row = row_new (arena, site, item->value, path, error);

          if (row == NULL)
            return NULL;
          galley_value_add (rows, row);
        }
      if (rows->length > 0)
        galley_value_add (views, module_new (arena, module->value, rows, path));
    }
  return views;
}

static gboolean
check_item (const GalleyValue *item,
            GError           **error)
{
  const GalleyValue *link = galley_value_get (item, "link");

  if (galley_value_get_text (item, "title") == NULL || !galley_site_path_is_valid (galley_value_get_text (item, "path")))
    return fail (error, "an item of a module lacks title or path");
  return link == NULL || (link->kind == GALLEY_VALUE_TEXT && galley_site_path_is_address (link->text))
         || fail (error, "an item's \"link\" is no address");
}

/* @text: the context, where @read begins. */
static const GalleyValue *
read_row (GalleyArena     *arena,
          GalleyViewMemo  *memo,
          GalleySite      *site,
          const char      *text,
          GalleyJsonValue *read,
          const char      *path,
          GError         **error)
{
  const GalleyValue *row = galley_view_memo_find (memo, text, read->n_bytes);
  GalleyValue *item;

  if (row != NULL)
    return row;
  item = galley_value_new_from_document (arena, read);
  if (!check_item (item, error))
    return NULL;
  row = row_new (galley_view_memo_get_arena (memo), site, item, path, error);
  if (row != NULL)
    galley_view_memo_put (memo, text, read->n_bytes, row);
  return row;
}

static GalleyValue *
read_rows (GalleyArena     *arena,
           GalleyViewMemo  *memo,
           GalleySite      *site,
           const char      *context,
           GalleyJsonValue *items,
           const char      *path,
           GError         **error)
{
  GalleyValue *rows = galley_value_new_array (arena);

  for (GalleyJsonValue *item = galley_json_value_next (items, NULL); item != NULL;
       item = galley_json_value_next (items, item))
    {
      const GalleyValue *row = read_row (arena, memo, site, context + item->start, item, path, error);

      if (row == NULL)
        return NULL;
      galley_value_add (rows, row);
    }
  return rows;
}

GalleyValue *
galley_view_read_modules (GalleyArena     *arena,
                          GalleyViewMemo  *memo,
                          GalleySite      *site,
                          const char      *context,
                          GalleyJsonValue *modules,
                          const char      *path,
                          GError         **error)
{
  GalleyValue *views = galley_value_new_array (arena);

  if (modules != NULL && modules->kind != GALLEY_JSON_ARRAY)
    return fail (error, "modules is no array"), NULL;
  for (GalleyJsonValue *read = galley_json_value_next (modules, NULL); read != NULL;
       read = galley_json_value_next (modules, read))
    {
      GalleyJsonValue *items = galley_json_value_find_array (read, "items");
      GalleyValue *rows = items != NULL ? read_rows (arena, memo, site, context, items, path, error) : NULL;
      GalleyValue *module;
      const char *more;

      if (items == NULL)
        fail (error, "a module has no items");
      if (rows == NULL)
        return NULL;
      items->is_taken = TRUE;
      module = galley_value_new_from_document (arena, read);
      more = galley_value_get_text (module, "more");
      if (more != NULL && !galley_site_path_is_valid (more))
        return fail (error, "a module's \"more\" is no path of the site"), NULL;
      if (rows->length > 0)
        galley_value_add (views, module_new (arena, module, rows, path));
    }
  return views;
}
