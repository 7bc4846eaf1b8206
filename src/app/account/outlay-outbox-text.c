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

/* A decision is bound to what was shown; what came instead waits to be seen. */
static gboolean
is_outdated_decision (OutlayOutboxEntry *entry)
{
  OutlayAction action;

  return outlay_outbox_entry_get_kind (entry) == OUTLAY_OUTBOX_ACTION &&
         outlay_outbox_entry_get_last_error (entry) == OUTLAY_CLIENT_ERROR_CONFLICT &&
         outlay_action_from_string (outlay_outbox_entry_get_action (entry), &action) &&
         outlay_action_is_bound (action);
}

/* What is wrong with the field that a refusal begins with, as in "category: names no category". The
 * company's words are for the log. (nullable) */
static const char *
explain_field (const char *message)
{
  static const struct
  {
    const char *start;
    const char *text;
  } texts[] = {
    { "merchant: ", N_ ("The company does not take this merchant. Change it and submit again.") },
    { "amount: ", N_ ("The company does not take this amount. Change it and submit again.") },
    { "day: ", N_ ("The company does not take this date. Change it and submit again.") },
    { "category: ", N_ ("This category is gone. Choose another and submit again.") },
    { "note: ", N_ ("The company does not take this note. Change it and submit again.") },
    { "proofs: ", N_ ("The company does not take this receipt. Change it and submit again.") },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_has_prefix (message, texts[i].start))
      return _ (texts[i].text);

  return NULL;
}

char *
outlay_outbox_entry_explain (OutlayOutboxEntry *entry, gint64 now)
{
  g_autofree char *age = outlay_age_to_text (outlay_outbox_entry_get_created_at (entry), now);
  int error = outlay_outbox_entry_get_last_error (entry);
  const char *message = outlay_outbox_entry_get_last_message (entry);

  if (error < 0)
    return g_steal_pointer (&age);

  if (is_outdated_decision (entry))
    return g_strdup_printf (
        _ ("%s · %s"), age,
        _ ("It has changed since you saw it. Discard this decision, and look at it again."));

  /* The company's own sentence says more than ours, where it has refused something. */
  if (outlay_outbox_entry_is_stuck (entry) && message != NULL && *message != '\0')
    {
      const char *field = explain_field (message);

      /* Translators: since when something waits, and why. */
      return g_strdup_printf (_ ("%s · %s"), age, field != NULL ? field : message);
    }

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
      return _ ("What you changed is lost, and the expense goes back to what the company has. "
                "One that the company has never had is deleted.");
    case OUTLAY_OUTBOX_DELETE:
      return _ ("The expense is not deleted, and comes back.");
    case OUTLAY_OUTBOX_ACTION:
    default:
      return _ ("It is not done, and the expense goes back to what the company has.");
    }
}
