/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/export/outlay-export-text.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "app/widgets/outlay-day-text.h"
#include "app/widgets/outlay-error-text.h"

const char *
outlay_export_error_to_text (const GError *error)
{
  if (g_error_matches (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_CONFLICT))
    return _ ("Expenses were changed while they were written. Try again.");
  if (error == NULL || error->domain != G_IO_ERROR)
    return outlay_error_to_text (error);

  switch (error->code)
    {
    case G_IO_ERROR_NO_SPACE:
      return _ ("There is no room left there. Make some, or choose another place.");
    case G_IO_ERROR_PERMISSION_DENIED:
      return _ ("Outlay may not use this place. Choose another one.");
    case G_IO_ERROR_READ_ONLY:
      return _ ("Nothing can be written there. Choose another place.");
    case G_IO_ERROR_NOT_FOUND:
      return _ ("This place is not there any more. Choose another one.");
    case G_IO_ERROR_IS_DIRECTORY:
      return _ ("There is a folder of this name. Choose another name.");
    default:
      return _ ("The file could not be used there. Choose another place.");
    }
}

static const char *const findings[] = {
  [OUTLAY_PACK_FINDING_ARCHIVE] = N_ ("The file is no audit pack, or it is damaged."),
  [OUTLAY_PACK_FINDING_NAME] = N_ ("It holds a file with a name that no pack has."),
  [OUTLAY_PACK_FINDING_DUPLICATE] = N_ ("Two files in it have the same name."),
  [OUTLAY_PACK_FINDING_LINK] = N_ ("Something in it is not a plain file."),
  [OUTLAY_PACK_FINDING_ENCRYPTED] = N_ ("A file in it is locked with a password."),
  [OUTLAY_PACK_FINDING_BOMB] = N_ ("A file in it would unpack to an impossible size."),
  [OUTLAY_PACK_FINDING_MANIFEST] = N_ ("Its list of contents is missing or wrong."),
  [OUTLAY_PACK_FINDING_VERSION] = N_ (
      "A newer version of Outlay made it. Update Outlay to read it."),
  [OUTLAY_PACK_FINDING_MISSING] = N_ ("A file is missing from it."),
  [OUTLAY_PACK_FINDING_EXTRA] = N_ ("A file was put into it later."),
  [OUTLAY_PACK_FINDING_SIZE] = N_ ("A file has another size than it should."),
  [OUTLAY_PACK_FINDING_HASH] = N_ ("A file was changed after the pack was made."),
  [OUTLAY_PACK_FINDING_SUMS] = N_ ("Its checksums do not fit its files."),
  [OUTLAY_PACK_FINDING_EXPENSE] = N_ ("An expense in it cannot be read."),
  [OUTLAY_PACK_FINDING_HISTORY] = N_ ("An expense is not what its history says."),
  [OUTLAY_PACK_FINDING_PROOF] = N_ ("Receipts and expenses do not belong together."),
  [OUTLAY_PACK_FINDING_TOTAL] = N_ ("Its sums are not those of its expenses."),
  [OUTLAY_PACK_FINDING_TABLE] = N_ ("A table in it says something else than the expenses."),
};

const char *
outlay_pack_finding_to_text (OutlayPackFindingKind kind)
{
  G_STATIC_ASSERT (G_N_ELEMENTS (findings) == OUTLAY_PACK_N_FINDING_KINDS);
  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (findings), NULL);

  return _ (findings[kind]);
}

char *
outlay_export_day_to_text (const char *day)
{
  /* No day of today's year is said in full otherwise. */
  return outlay_day_to_text (day, "1970-01-01");
}
