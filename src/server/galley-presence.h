/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has which article open: told by each client from time to time, kept in memory alone, and forgotten when nothing is
 * told for GALLEY_PRESENCE_SECONDS. It is a hint for people, and keeps nobody from anything. Whose it is to know is for the
 * caller to judge. */
#pragma once

#include "core/model/galley-workflow.h"

G_BEGIN_DECLS

/* A client tells each minute: twice it may be late. */
#define GALLEY_PRESENCE_SECONDS 150
/* More often than this, within a minute, nobody needs to tell, on however many devices. */
#define GALLEY_PRESENCE_MAX_TELLINGS 60

typedef struct _GalleyPresence GalleyPresence;

GalleyPresence *galley_presence_new (void);
void galley_presence_free (GalleyPresence *self);

/* Whether @user may tell again at boot time @now, which counts. Returns 0, or the seconds after which he may. */
guint galley_presence_admit (GalleyPresence   *self,
                             const GalleyUser *user,
                             gint64            now);

/* At boot time @now @user looks at the articles @open (at most GALLEY_PRESENCE_MAX_OPEN) on @device, and at no others
 * there. Of a person's devices the eight that told last are known. */
void galley_presence_tell (GalleyPresence    *self,
                           const GalleyUser  *user,
                           const char        *device,
                           const char *const *open,
                           gint64             now);

/* Each article that somebody else than @user has open; once for each who has it, however many devices he uses. @until: 0,
 * or the real time until which he took it offline. */
typedef void (*GalleyPresenceFunc) (const char *article,
                                    const char *user,
                                    const char *name,
                                    gint64      until,
                                    gpointer    data);
void galley_presence_foreach (GalleyPresence    *self,
                              const char        *user,
                              gint64             now,
                              GalleyPresenceFunc function,
                              gpointer           data);

G_END_DECLS
