/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody of the newsroom, as the workflow sees him. */

#include "core/model/galley-workflow.h"

GalleyUser *
galley_user_new (const char        *id,
                 const char        *name,
                 const char        *department,
                 const char *const *roles)
{
  GalleyUser *self = g_new (GalleyUser, 1);
  self->id = g_strdup (id != NULL ? id : "");
  self->name = g_strdup (name != NULL ? name : "");
  self->department = g_strdup (department != NULL ? department : "");
  self->roles = roles != NULL ? g_strdupv ((char **) roles) : g_new0 (char *, 1);
  return self;
}

GalleyUser *
galley_user_copy (const GalleyUser *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return galley_user_new (self->id, self->name, self->department, (const char *const *) self->roles);
}

void
galley_user_free (GalleyUser *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->name);
  g_free (self->department);
  g_strfreev (self->roles);
  g_free (self);
}

gboolean
galley_user_has_role (const GalleyUser *self,
                      const char       *role)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (role != NULL, FALSE);
  return g_strv_contains ((const char *const *) self->roles, role)
         || g_strv_contains ((const char *const *) self->roles, "admin");
}
