/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/galley-placements.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/base/galley-json.h"

#include <string.h>

struct _GalleyPlacements
{
  gatomicrefcount references;
  GArray *placements; /* (element-type GalleyPlacement), whose strings it owns */
};

static void
clear_placement (gpointer data)
{
  GalleyPlacement *placement = data;

  g_free ((char *) placement->article);
  g_free ((char *) placement->headline);
}

GalleyPlacements *
galley_placements_new (void)
{
  GalleyPlacements *self = g_new0 (GalleyPlacements, 1);

  g_atomic_ref_count_init (&self->references);
  self->placements = g_array_new (FALSE, TRUE, sizeof (GalleyPlacement));
  g_array_set_clear_func (self->placements, clear_placement);
  return self;
}

GalleyPlacements *
galley_placements_ref (GalleyPlacements *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
galley_placements_unref (GalleyPlacements *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_array_unref (self->placements);
  g_free (self);
}

static void
add (GalleyPlacements      *self,
     const GalleyPlacement *placement)
{
  GalleyPlacement own = {
    .article = g_strdup (placement->article),
    .headline = g_strdup (placement->headline != NULL ? placement->headline : ""),
    .until = placement->until,
  };

  g_array_append_val (self->placements, own);
}

/* NULL, or what is wrong. */
static const char *
read_placement (JsonObject      *object,
                GalleyPlacement *placement)
{
  placement->article = galley_json_get_string (object, "article");
  placement->headline = galley_json_get_string (object, "headline");
  placement->until = galley_json_get_integer (object, "until");
  if (placement->article == NULL || !galley_id_is_valid (placement->article))
    return "article is the id of one";
  if (json_object_has_member (object, "headline")
      && (placement->headline == NULL || *placement->headline == '\0'
          || strlen (placement->headline) > GALLEY_PLACEMENT_MAX_HEADLINE || strpbrk (placement->headline, "\r\n\t")))
    return "headline is one line of 1 to 600 bytes";
  if (json_object_has_member (object, "until") && placement->until <= 0)
    return "until is a time";
  return NULL;
}

GalleyPlacements *
galley_placements_read (const char *text,
                        gsize       length,
                        GError    **error)
{
  g_autoptr (JsonObject) root = galley_json_parse_object (text, length, GALLEY_PLACEMENTS_MAX_BYTES, error);
  g_autoptr (GalleyPlacements) self = NULL;
  JsonArray *array;
  guint n;

  if (root == NULL)
    return NULL;
  self = galley_placements_new ();
  array = galley_json_get_array (root, "placements");
  n = array != NULL ? json_array_get_length (array) : 0;
  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = galley_json_array_get_object (array, i);
      GalleyPlacement placement = { 0 };
      const char *wrong = object != NULL ? read_placement (object, &placement) : "is no object";

      if (wrong == NULL && i >= GALLEY_PLACEMENTS_MAX)
        wrong = "there are more than 50";
      if (wrong == NULL && galley_placements_find (self, placement.article) >= 0)
        wrong = "the article stands there twice";
      if (wrong != NULL)
        {
          g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "placements[%u]: %s", i, wrong);
          return NULL;
        }
      add (self, &placement);
    }
  if (array != NULL)
    return g_steal_pointer (&self);
  g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "placements is no list");
  return NULL;
}

char *
galley_placements_write (GalleyPlacements *self)
{
  g_autoptr (JsonObject) root = json_object_new ();
  JsonArray *array = json_array_new ();

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->placements->len; i++)
    {
      const GalleyPlacement *placement = galley_placements_get (self, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "article", placement->article);
      if (*placement->headline != '\0')
        json_object_set_string_member (object, "headline", placement->headline);
      if (placement->until > 0)
        json_object_set_int_member (object, "until", placement->until);
      json_array_add_object_element (array, object);
    }
  json_object_set_array_member (root, "placements", array);
  return galley_json_write_object (root);
}

char *
galley_placements_dup_hash (GalleyPlacements *self)
{
  g_autofree char *text = galley_placements_write (self);

  return galley_hash_bytes (text, strlen (text));
}

guint
galley_placements_get_length (GalleyPlacements *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->placements->len;
}

const GalleyPlacement *
galley_placements_get (GalleyPlacements *self,
                       guint             index)
{
  g_return_val_if_fail (self != NULL && index < self->placements->len, NULL);

  return &g_array_index (self->placements, GalleyPlacement, index);
}

int
galley_placements_find (GalleyPlacements *self,
                        const char       *article)
{
  g_return_val_if_fail (self != NULL && article != NULL, -1);

  for (guint i = 0; i < self->placements->len; i++)
    if (strcmp (galley_placements_get (self, i)->article, article) == 0)
      return (int) i;
  return -1;
}

GalleyPlacements *
galley_placements_with (GalleyPlacements      *self,
                        const GalleyPlacement *placement,
                        guint                  position,
                        GError               **error)
{
  g_autoptr (GalleyPlacements) others = NULL;
  GalleyPlacements *changed;

  g_return_val_if_fail (self != NULL && placement != NULL, NULL);

  others = galley_placements_without (self, placement->article);
  if (others->placements->len >= GALLEY_PLACEMENTS_MAX)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_FULL, "a slot takes %d articles", GALLEY_PLACEMENTS_MAX);
      return NULL;
    }
  changed = galley_placements_new ();
  for (guint i = 0; i < others->placements->len; i++)
    {
      if (i == position)
        add (changed, placement);
      add (changed, galley_placements_get (others, i));
    }
  if (position >= others->placements->len)
    add (changed, placement);
  return changed;
}

GalleyPlacements *
galley_placements_without (GalleyPlacements *self,
                           const char       *article)
{
  GalleyPlacements *changed;

  g_return_val_if_fail (self != NULL && article != NULL, NULL);

  changed = galley_placements_new ();
  for (guint i = 0; i < self->placements->len; i++)
    if (strcmp (galley_placements_get (self, i)->article, article) != 0)
      add (changed, galley_placements_get (self, i));
  return changed;
}

GalleyPlacements *
galley_placements_at (GalleyPlacements *self,
                      gint64            now)
{
  GalleyPlacements *present;

  g_return_val_if_fail (self != NULL, NULL);

  present = galley_placements_new ();
  for (guint i = 0; i < self->placements->len; i++)
    {
      const GalleyPlacement *placement = galley_placements_get (self, i);

      if (placement->until == 0 || placement->until > now)
        add (present, placement);
    }
  return present;
}

gint64
galley_placements_get_next_end (GalleyPlacements *self)
{
  gint64 next = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < self->placements->len; i++)
    {
      gint64 until = galley_placements_get (self, i)->until;

      if (until > 0 && (next == 0 || until < next))
        next = until;
    }
  return next;
}
