/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/people/outlay-policy-store.h"

#include "server/history/outlay-change-store.h"

void
outlay_stored_policy_clear (OutlayStoredPolicy *self)
{
  outlay_policy_clear (&self->policy);
}

static void
write_money (const OutlayMoney *money, OutlayJsonWriter *json)
{
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "minor");
  outlay_json_writer_int (json, money->minor);
  outlay_json_writer_name (json, "currency");
  outlay_json_writer_token (json, money->currency);
  outlay_json_writer_end_object (json);
}

static void
write_limits (const OutlayPolicy *policy, OutlayJsonWriter *json)
{
  outlay_json_writer_begin_array (json);
  for (guint i = 0; policy->limits != NULL && i < policy->limits->len; i++)
    {
      const OutlayPolicyLimit *limit = &g_array_index (policy->limits, OutlayPolicyLimit, i);

      outlay_json_writer_begin_object (json);
      outlay_json_writer_name (json, "category");
      outlay_json_writer_token (json, limit->category);
      outlay_json_writer_name (json, "most");
      write_money (&limit->most, json);
      outlay_json_writer_end_object (json);
    }
  outlay_json_writer_end_array (json);
}

void
outlay_stored_policy_write_json (const OutlayStoredPolicy *self, OutlayJsonWriter *json)
{
  const OutlayPolicy *policy = &self->policy;

  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "signup");
  outlay_json_writer_token (json, outlay_signup_rule_to_string (policy->signup));
  outlay_json_writer_name (json, "proof");
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "rule");
  outlay_json_writer_token (json, outlay_proof_rule_to_string (policy->proof_rule));
  outlay_json_writer_name (json, "above");
  if (policy->proof_rule == OUTLAY_PROOF_ABOVE)
    write_money (&policy->proof_above, json);
  else
    outlay_json_writer_null (json);
  outlay_json_writer_end_object (json);
  outlay_json_writer_name (json, "limits");
  write_limits (policy, json);
  outlay_json_writer_name (json, "over_limit");
  outlay_json_writer_token (json, outlay_over_limit_to_string (policy->over_limit));
  outlay_json_writer_name (json, "currency");
  outlay_json_writer_text (json, *policy->home != '\0' ? policy->home : NULL);
  outlay_json_writer_name (json, "revision");
  outlay_json_writer_int (json, self->revision);
  outlay_json_writer_name (json, "updated_at");
  if (self->updated_at != 0)
    outlay_json_writer_time (json, self->updated_at);
  else
    outlay_json_writer_null (json);
  outlay_json_writer_end_object (json);
}

/* --- reading ---------------------------------------------------------------------------------- */

static gboolean
read_row (OutlayStatement *row, OutlayStoredPolicy *stored, GError **error)
{
  OutlayPolicy *policy = &stored->policy;

  if (!outlay_signup_rule_from_string (outlay_statement_get_text (row, 0), &policy->signup) ||
      !outlay_proof_rule_from_string (outlay_statement_get_text (row, 1), &policy->proof_rule) ||
      !outlay_over_limit_from_string (outlay_statement_get_text (row, 4), &policy->over_limit))
    {
      g_set_error_literal (error, OUTLAY_DB_ERROR, OUTLAY_DB_ERROR_CORRUPT,
                           "a policy says a word that there is not");
      return FALSE;
    }

  policy->proof_above.minor = outlay_statement_get_int (row, 2);
  if (!outlay_statement_is_null (row, 3))
    g_strlcpy (policy->proof_above.currency, outlay_statement_get_text (row, 3),
               sizeof policy->proof_above.currency);
  if (!outlay_statement_is_null (row, 5))
    g_strlcpy (policy->home, outlay_statement_get_text (row, 5), sizeof policy->home);
  stored->revision = outlay_statement_get_int (row, 6);
  stored->updated_at = outlay_statement_get_int (row, 7);

  return TRUE;
}

static gboolean
read_limits (OutlayConnection *db, const char *company, OutlayPolicy *policy, GError **error)
{
  OutlayStatement *query = outlay_connection_bind (db, error, "policy/limits", "s", company);
  gboolean has_row;

  if (query == NULL)
    return FALSE;

  for (;;)
    {
      OutlayMoney most = { 0 };

      if (!outlay_statement_step (query, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      if (policy->limits == NULL)
        policy->limits = outlay_policy_limits_new ();
      most.minor = outlay_statement_get_int (query, 1);
      g_strlcpy (most.currency, outlay_statement_get_text (query, 2), sizeof most.currency);
      outlay_policy_limits_add (policy->limits, outlay_statement_get_text (query, 0), &most);
    }
}

gboolean
outlay_policy_store_get (OutlayConnection *db,
                         const char *company,
                         OutlayStoredPolicy *stored,
                         GError **error)
{
  g_autoptr (OutlayRow) row = NULL;
  gboolean is_read;

  *stored = (OutlayStoredPolicy) { .policy = outlay_policy_default, .revision = 1 };
  if (!outlay_connection_find (db, &row, error, "policy/get", "s", company))
    return FALSE;
  if (row == NULL)
    return TRUE;

  is_read = read_row (row, stored, error);

  return is_read && read_limits (db, company, &stored->policy, error);
}

/* --- writing ---------------------------------------------------------------------------------- */

static gboolean
write_row (OutlayConnection *db,
           const char *company,
           const OutlayPolicy *policy,
           gint64 revision,
           gint64 now,
           GError **error)
{
  OutlayStatement *query = outlay_connection_bind (
      db, error, "policy/put", "sssisssii", company, outlay_signup_rule_to_string (policy->signup),
      outlay_proof_rule_to_string (policy->proof_rule), policy->proof_above.minor,
      policy->proof_above.currency, outlay_over_limit_to_string (policy->over_limit),
      *policy->home != '\0' ? policy->home : NULL, revision, now);

  if (query == NULL)
    return FALSE;

  if (policy->proof_rule != OUTLAY_PROOF_ABOVE)
    {
      outlay_statement_bind_null (query, 4);
      outlay_statement_bind_null (query, 5);
    }

  return outlay_statement_run (query, error);
}

static gboolean
write_limits_anew (OutlayConnection *db, const char *company, GArray *limits, GError **error)
{
  if (!outlay_connection_run (db, error, "policy/clear-limits", "s", company))
    return FALSE;

  for (guint i = 0; limits != NULL && i < limits->len; i++)
    {
      const OutlayPolicyLimit *limit = &g_array_index (limits, OutlayPolicyLimit, i);

      if (!outlay_connection_run (db, error, "policy/add-limit", "sssi", company, limit->category,
                                  limit->most.currency, limit->most.minor))
        return FALSE;
    }

  return TRUE;
}

gboolean
outlay_policy_store_may_change_home (OutlayConnection *db,
                                     const char *company,
                                     gboolean *may_change,
                                     GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, "policy/has-events", "s", company))
    return FALSE;

  *may_change = row == NULL;
  return TRUE;
}

gboolean
outlay_policy_store_put (OutlayConnection *db,
                         const char *company,
                         const OutlayPolicy *policy,
                         gint64 revision,
                         gint64 now,
                         GError **error)
{
  return write_row (db, company, policy, revision + 1, now, error) &&
         write_limits_anew (db, company, policy->limits, error) &&
         outlay_change_store_note (db, company, OUTLAY_CHANGE_POLICY, company, NULL, TRUE, error);
}

gboolean
outlay_policy_store_end_category (OutlayConnection *db,
                                  const char *company,
                                  const char *category,
                                  const char *heir,
                                  gint64 now,
                                  gboolean *has_changed,
                                  GError **error)
{
  OutlayStatement *query;

  *has_changed = FALSE;
  if (!outlay_connection_run (db, error, "policy/move-limits", "sss", company, category, heir))
    return FALSE;

  query = outlay_connection_bind (db, error, "policy/delete-limits", "ss", company, category);
  if (query == NULL || !outlay_statement_run (query, error))
    return FALSE;
  if (outlay_statement_n_changed (query) == 0)
    return TRUE;

  *has_changed = TRUE;
  return outlay_connection_run (db, error, "policy/note-change", "si", company, now) &&
         outlay_change_store_note (db, company, OUTLAY_CHANGE_POLICY, company, NULL, TRUE, error);
}
