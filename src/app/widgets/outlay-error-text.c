/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/widgets/outlay-error-text.h"

#include <glib/gi18n.h>

static const char *const texts[] = {
  [OUTLAY_CLIENT_ERROR_OFFLINE] = N_ (
      "The server cannot be reached. Check the address and your connection."),
  [OUTLAY_CLIENT_ERROR_SIGN_IN] = N_ ("Please sign in again."),
  [OUTLAY_CLIENT_ERROR_WRONG_LOGIN] = N_ ("The email address or the password is wrong."),
  [OUTLAY_CLIENT_ERROR_REFUSED] = N_ (
      "The company did not take it as it is. Correct it and try again."),
  [OUTLAY_CLIENT_ERROR_FORBIDDEN] = N_ ("Your account may not do this."),
  [OUTLAY_CLIENT_ERROR_CONFLICT] = N_ ("Somebody else changed it meanwhile."),
  [OUTLAY_CLIENT_ERROR_GONE] = N_ ("It is no longer there."),
  [OUTLAY_CLIENT_ERROR_NO_SERVER] = N_ ("No Outlay server answers at this address."),
  [OUTLAY_CLIENT_ERROR_UNTRUSTED] = N_ (
      "This server cannot prove who it is. Ask your company for the right address."),
  [OUTLAY_CLIENT_ERROR_BAD_ADDRESS] = N_ ("This is not the address of a server."),
  [OUTLAY_CLIENT_ERROR_KEYRING] = N_ ("Your keyring is locked, so you have to sign in again."),
  [OUTLAY_CLIENT_ERROR_DATABASE_TOO_NEW] = N_ (
      "A newer version of Outlay wrote these expenses. Update Outlay to open them."),
  [OUTLAY_CLIENT_ERROR_DATABASE_CORRUPT] = N_ (
      "The expenses on this device were damaged. They have been set aside."),
  [OUTLAY_CLIENT_ERROR_DISK_FULL] = N_ ("The disk is full. Make some room and try again."),
  [OUTLAY_CLIENT_ERROR_FAILED] = N_ ("Something went wrong."),
  [OUTLAY_CLIENT_ERROR_OTHER_PERSON] = N_ (
      "You signed in as somebody else than the person these expenses belong to."),
};

const char *
outlay_client_error_to_text (OutlayClientError code)
{
  if ((guint) code >= G_N_ELEMENTS (texts))
    code = OUTLAY_CLIENT_ERROR_FAILED;

  return _ (texts[code]);
}

const char *
outlay_error_to_text (const GError *error)
{
  if (error != NULL && error->domain == OUTLAY_CLIENT_ERROR)
    return outlay_client_error_to_text (error->code);

  return outlay_client_error_to_text (OUTLAY_CLIENT_ERROR_FAILED);
}
