/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/proofs/outlay-proof-sentence.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "client/outlay-client-error.h"
#include "core/proof/outlay-proof-format.h"

static const char *
sentence_for_proof (int code)
{
  switch ((OutlayProofError) code)
    {
    case OUTLAY_PROOF_ERROR_LOCKED:
      return _ ("This PDF asks for a password. Ask for a copy without one.");
    case OUTLAY_PROOF_ERROR_TOO_LARGE:
    case OUTLAY_PROOF_ERROR_TOO_MANY_PIXELS:
      return _ ("This picture is too large to be shown.");
    case OUTLAY_PROOF_ERROR_EMPTY:
    case OUTLAY_PROOF_ERROR_UNKNOWN_TYPE:
    case OUTLAY_PROOF_ERROR_BROKEN:
    default:
      return _ ("This file is damaged and cannot be shown.");
    }
}

static const char *
sentence_for_client (int code)
{
  switch ((OutlayClientError) code)
    {
    case OUTLAY_CLIENT_ERROR_OFFLINE:
      return _ ("The proof comes once the company can be reached.");
    case OUTLAY_CLIENT_ERROR_SIGN_IN:
    case OUTLAY_CLIENT_ERROR_KEYRING:
      return _ ("Sign in to fetch the proof from your company.");
    case OUTLAY_CLIENT_ERROR_GONE:
    case OUTLAY_CLIENT_ERROR_FORBIDDEN:
      return _ ("The company has no such proof, or no longer shows it to you.");
    case OUTLAY_CLIENT_ERROR_DISK_FULL:
      return _ ("There is no room left on this device to keep the proof.");
    default:
      return _ ("The proof could not be fetched.");
    }
}

const char *
outlay_proof_sentence (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == OUTLAY_PROOF_ERROR)
    return sentence_for_proof (error->code);
  if (error->domain == OUTLAY_CLIENT_ERROR)
    return sentence_for_client (error->code);

  return _ ("The proof could not be read from this device.");
}

const char *
outlay_proof_heading (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_OFFLINE) ||
      g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_SIGN_IN) ||
      g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_KEYRING))
    return _ ("Not on This Device Yet");

  return _ ("The Proof Cannot Be Shown");
}

char *
outlay_proof_refusal_sentence (const char *name, const GError *error)
{
  g_return_val_if_fail (name != NULL && error != NULL, NULL);

  if (error->domain == OUTLAY_PROOF_ERROR)
    switch ((OutlayProofError) error->code)
      {
      case OUTLAY_PROOF_ERROR_EMPTY:
        /* Translators: %s is the name of a file */
        return g_strdup_printf (_ ("“%s” is empty. Save or scan it again, then add it."), name);
      case OUTLAY_PROOF_ERROR_TOO_LARGE:
        return g_strdup_printf (
            _ ("“%s” is larger than 10 MB. Scan it with fewer dots per inch, or split it."), name);
      case OUTLAY_PROOF_ERROR_TOO_MANY_PIXELS:
        return g_strdup_printf (
            _ ("“%s” has more than 50 megapixels. Make the picture smaller, then add it."), name);
      case OUTLAY_PROOF_ERROR_UNKNOWN_TYPE:
        return g_strdup_printf (
            _ ("“%s” is not a JPEG, PNG, WebP or PDF. Export it as one of these, then add it."),
            name);
      case OUTLAY_PROOF_ERROR_BROKEN:
        return g_strdup_printf (
            _ ("“%s” is damaged. Open it elsewhere, save it again, then add it."), name);
      case OUTLAY_PROOF_ERROR_LOCKED:
        return g_strdup_printf (
            _ ("“%s” asks for a password. Save a copy without one, then add it."), name);
      default:
        break;
      }

  if (g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_DISK_FULL) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return g_strdup_printf (
        _ ("“%s” was not added: the disk is full. Make some room, then add it again."), name);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return g_strdup_printf (_ ("“%s” is no longer there. Choose it again."), name);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_strdup_printf (
        _ ("“%s” may not be read. Change its permissions, or copy it elsewhere first."), name);

  return g_strdup_printf (_ ("“%s” could not be read. Copy it to this device first, then add it."),
                          name);
}
