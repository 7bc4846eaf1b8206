/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/account/outlay-outbox-text.h"

#include <glib/gi18n.h>

#include "app/widgets/outlay-day-text.h"
#include "app/widgets/outlay-error-text.h"
#include "app/widgets/outlay-state-text.h"

char *
outlay_outbox_entry_describe (OutlayOutboxEntry *entry)
{
  const char *merchant = outlay_outbox_entry_get_merchant (entry);
  const char *name = merchant != NULL && *merchant != '\0' ? merchant : _ ("New expense");
  OutlayAction action;

  switch (outlay_outbox_entry_get_kind (entry))
    {
    case OUTLAY_OUTBOX_PROOF:
      return g_strdup_printf (_ ("Receipt of “%s”"), name);
    case OUTLAY_OUTBOX_SAVE:
      return g_strdup_printf (_ ("Changes to “%s”"), name);
    case OUTLAY_OUTBOX_DELETE:
      return g_strdup_printf (_ ("Delete “%s”"), name);
    case OUTLAY_OUTBOX_ACTION:
    default:
      if (!outlay_action_from_string (outlay_outbox_entry_get_action (entry), &action))
        return g_strdup (name);

      /* Translators: what will be done with which expense, as in "Submit “Nero”". */
      return g_strdup_printf (_ ("%s “%s”"), outlay_action_get_verb (action), name);
    }
}

char *
outlay_outbox_entry_explain (OutlayOutboxEntry *entry, gint64 now)
{
  g_autofree char *age = outlay_age_to_text (outlay_outbox_entry_get_created_at (entry), now);
  int error = outlay_outbox_entry_get_last_error (entry);
  const char *message = outlay_outbox_entry_get_last_message (entry);

  if (error < 0)
    return g_steal_pointer (&age);

  /* The company's own sentence says more than ours, where it has refused something. */
  if (outlay_outbox_entry_is_stuck (entry) && message != NULL && *message != '\0')
    /* Translators: since when something waits, and why. */
    return g_strdup_printf (_ ("%s · %s"), age, message);

  return g_strdup_printf (_ ("%s · %s"), age, outlay_client_error_to_text (error));
}

const char *
outlay_outbox_entry_warn (OutlayOutboxEntry *entry)
{
  switch (outlay_outbox_entry_get_kind (entry))
    {
    case OUTLAY_OUTBOX_PROOF:
      return _ ("The receipt is not sent to the company, and neither is what needs it. "
                "The file stays on this device.");
    case OUTLAY_OUTBOX_SAVE:
      return _ ("What you changed is lost, and the expense goes back to what the company has.");
    case OUTLAY_OUTBOX_DELETE:
      return _ ("The expense is not deleted, and comes back.");
    case OUTLAY_OUTBOX_ACTION:
    default:
      return _ ("It is not done, and the expense goes back to what the company has.");
    }
}
