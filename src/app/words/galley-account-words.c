/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/words/galley-account-words.h"

#include "app/words/galley-words.h"

#include <glib/gi18n.h>
#include <string.h>

char *
galley_words_for_account (const GalleyAccount *account)
{
  const char *host;

  g_return_val_if_fail (account != NULL, g_strdup (""));

  if (galley_account_is_local (account))
    return g_strdup (_ ("On This Computer"));
  host = strstr (account->address, "://");
  /* Translators: an account: a person's name, and the server's address, "Zhou Xiaohe, news.example". */
  return g_strdup_printf (_ ("%s, %s"), *account->name != '\0' ? account->name : account->user,
                          host != NULL ? host + strlen ("://") : account->address);
}

/* Where the system sees no network at all, no address is to blame. */
static const char *
words_for_no_host (void)
{
  if (!g_network_monitor_get_network_available (g_network_monitor_get_default ()))
    return _ ("There is no network now. Keep writing on this computer and sign in later.");
  return _ ("There is no server of that name. Check the address.");
}

char *
galley_words_for_trouble (GalleyPortalTrouble trouble,
                          const GError       *error)
{
  switch (trouble)
    {
    case GALLEY_PORTAL_TROUBLE_NO_HOST:
      return g_strdup (words_for_no_host ());
    case GALLEY_PORTAL_TROUBLE_NO_NETWORK:
      return g_strdup (_ ("There is no network now. Keep writing on this computer and sign in later."));
    case GALLEY_PORTAL_TROUBLE_NO_ANSWER:
      return g_strdup (_ ("The server does not answer. Check the address, or try again later."));
    case GALLEY_PORTAL_TROUBLE_PROXY:
      return g_strdup (_ ("This network’s proxy does not let Galley through. Check the proxy in the system’s settings."));
    case GALLEY_PORTAL_TROUBLE_NO_PORTAL:
      return g_strdup (_ ("There is no Galley server at this address. Check it for mistakes."));
    case GALLEY_PORTAL_TROUBLE_SERVER:
      return g_strdup (_ ("Something is wrong with the server. Try again later."));
    case GALLEY_PORTAL_TROUBLE_AUTHORITY:
      return g_strdup (_ ("The server’s certificate comes from an authority that is not known here. If your newsroom has "
                          "one of its own, import its certificate."));
    case GALLEY_PORTAL_TROUBLE_CERTIFICATE:
      return g_strdup (_ ("The server’s certificate is for another address or another time. Check the address and this "
                          "computer’s clock."));
    case GALLEY_PORTAL_TROUBLE_OLD_SERVER:
      return g_strdup (_ ("The server is too old for this Galley. Ask your newsroom to update it."));
    case GALLEY_PORTAL_TROUBLE_OLD_GALLEY:
      return g_strdup (_ ("The server asks for a newer Galley. Update this one."));
    case GALLEY_PORTAL_TROUBLE_NONE:
    default:
      break;
    }
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_BUSY))
    return g_strdup (_ ("Too many tries. Wait a minute, then try again."));
  return galley_words_for_error (error);
}

char *
galley_words_for_password (const GError *error)
{
  g_return_val_if_fail (error != NULL, g_strdup (""));

  if (error->domain != GALLEY_ERROR)
    return galley_words_for_error (error);
  switch ((int) error->code)
    {
    case GALLEY_ERROR_FORBIDDEN:
      return g_strdup (_ ("The old password is not right."));
    case GALLEY_ERROR_REJECTED:
      return g_strdup (_ ("The server does not take this password. Choose a longer one."));
    case GALLEY_ERROR_BUSY:
      return g_strdup (_ ("Too many tries. Wait a minute, then try again."));
    case GALLEY_ERROR_NOT_FOUND:
      return g_strdup (_ ("This server cannot change passwords. Ask whoever runs it."));
    case GALLEY_ERROR_AUTH:
      return g_strdup (_ ("You are signed out. Sign in first."));
    case GALLEY_ERROR_OFFLINE:
      return g_strdup (_ ("The server cannot be reached. The password is still the old one, as far as is known here."));
    default:
      return galley_words_for_error (error);
    }
}
