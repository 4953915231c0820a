/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stood in the way of a call to a portal. Somebody who types an address for the first time has to be told exactly
 * what is wrong with it, so this says more than the error's code does. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_PORTAL_TROUBLE_NONE,        /* or no more than the error's code says: AUTH, BUSY */
  GALLEY_PORTAL_TROUBLE_NO_HOST,     /* nobody knows the name */
  GALLEY_PORTAL_TROUBLE_NO_NETWORK,
  GALLEY_PORTAL_TROUBLE_NO_ANSWER,   /* nothing listens there, or it stays silent */
  GALLEY_PORTAL_TROUBLE_PROXY,       /* the proxy refuses, wants a password or is not there */
  GALLEY_PORTAL_TROUBLE_NO_PORTAL,   /* something else answers */
  GALLEY_PORTAL_TROUBLE_SERVER,      /* 5xx */
  GALLEY_PORTAL_TROUBLE_AUTHORITY,   /* its certificate comes from nobody who is known here */
  GALLEY_PORTAL_TROUBLE_CERTIFICATE, /* its certificate is for another name, or its time is over */
  GALLEY_PORTAL_TROUBLE_OLD_SERVER,  /* it lacks what this Galley needs */
  GALLEY_PORTAL_TROUBLE_OLD_GALLEY,  /* it asks for a newer one: error TOO_NEW */
} GalleyPortalTrouble;

G_END_DECLS
