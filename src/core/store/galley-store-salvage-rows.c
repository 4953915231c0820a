/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/galley-store-salvage-rows.h"

#define MOST_IN_VAIN 200000
#define UNKNOWN_STRETCH 5000 /* how far is asked where the last number cannot be read */

static const char sql_schema[] = "SELECT count (*) FROM sqlite_schema";

typedef enum
{
  FOUND,
  END,
  UNREADABLE,
} Found;

/* One row, taken while its statement stands. */
static gboolean
take_one (GalleySalvageRows *self,
          const char        *sql,
          gint64             argument,
          GalleySalvageTake  take,
          gint64            *row,
          Found             *found,
          GError           **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (self->source, sql);
  g_autoptr (GError) cause = NULL;

  galley_statement_bind_integer (statement, 1, argument);
  if (!galley_statement_step (statement, &cause))
    {
      *found = cause != NULL ? UNREADABLE : END;
      self->is_broken = self->is_broken || cause != NULL;
      return TRUE;
    }
  *found = FOUND;
  *row = galley_statement_get_integer (statement, 0);
  return take (self->data, statement, error);
}

/* How far it is worth asking. */
static gint64
find_last (GalleySalvageRows        *self,
           const GalleySalvageTable *table,
           gint64                    at)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (self->source, table->last);
  g_autoptr (GalleyStatement) schema = NULL;

  /* Not to be read is an answer here. */
  if (galley_statement_step (statement, NULL))
    return MIN (galley_statement_get_integer (statement, 0), at + MOST_IN_VAIN);
  schema = galley_statement_get (self->source, sql_schema);
  return galley_statement_step (schema, NULL) ? at + UNKNOWN_STRETCH : at;
}

/* The first readable one behind *@at. */
static gboolean
grope (GalleySalvageRows        *self,
       const GalleySalvageTable *table,
       GalleySalvageTake         take,
       gint64                   *at,
       Found                    *found,
       GError                  **error)
{
  gint64 last = find_last (self, table, *at);

  *found = END;
  for (gint64 number = *at + 1; number <= last; number++)
    {
      gint64 row = number;

      if (!take_one (self, table->at, number, take, &row, found, error))
        return FALSE;
      if (*found == UNREADABLE && table->front != NULL
          && !take_one (self, table->front, number, take, &row, found, error))
        return FALSE;
      *at = number;
      if (*found == FOUND)
        return TRUE;
    }
  *found = END;
  return TRUE;
}

gboolean
galley_salvage_rows_along (GalleySalvageRows        *self,
                           const GalleySalvageTable *table,
                           GalleySalvageTake         take,
                           GError                  **error)
{
  Found found = FOUND;
  gint64 at = 0;

  while (found != END)
    {
      gint64 row = at;

      if (!take_one (self, table->next, at, take, &row, &found, error))
        return FALSE;
      /* A damaged page may give any number; it must not lead back. */
      if (found == FOUND && row > at)
        at = row;
      else if (found != END && !grope (self, table, take, &at, &found, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
galley_salvage_rows_both_ways (GalleySalvageRows *self,
                               const char *const  statements[2],
                               GalleySalvageTake  take,
                               GError           **error)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GalleyStatement) statement = galley_statement_get (self->source, statements[i]);
      g_autoptr (GError) cause = NULL;

      while (galley_statement_step (statement, &cause))
        if (!take (self->data, statement, error))
          return FALSE;
      if (cause == NULL)
        return TRUE;
      self->is_broken = TRUE;
    }
  return TRUE;
}
