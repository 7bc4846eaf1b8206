/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "server/expenses/outlay-category-store.h"
#include "server/history/outlay-audit-store.h"
#include "server/outlay-json-fields.h"
#include "server/outlay-precondition.h"
#include "server/outlay-route.h"
#include "server/outlay-service.h"
#include "server/people/outlay-policy-store.h"

typedef struct
{
  const char *signup;
  yyjson_val *proof;
  yyjson_val *limits;
  const char *over_limit;
  const char *currency;
} Body;

typedef struct
{
  const char *rule;
  yyjson_val *above;
} Proof;

typedef struct
{
  const char *category;
  yyjson_val *most;
} Limit;

typedef struct
{
  gint64 minor;
  const char *currency;
} Amount;

static const OutlayJsonField body_fields[] = {
  { "signup", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Body, signup) },
  { "proof", OUTLAY_JSON_OBJECT, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Body, proof) },
  { "limits", OUTLAY_JSON_OBJECTS, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Body, limits) },
  { "over_limit", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Body, over_limit) },
  { "currency", OUTLAY_JSON_STRING, OUTLAY_JSON_NULLABLE, G_STRUCT_OFFSET (Body, currency) },
};
#define HAS_CURRENCY (1 << 4)

static const OutlayJsonField proof_fields[] = {
  { "rule", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Proof, rule) },
  { "above", OUTLAY_JSON_OBJECT, OUTLAY_JSON_NULLABLE, G_STRUCT_OFFSET (Proof, above) },
};

static const OutlayJsonField limit_fields[] = {
  { "category", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Limit, category) },
  { "most", OUTLAY_JSON_OBJECT, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Limit, most) },
};

static const OutlayJsonField amount_fields[] = {
  { "minor", OUTLAY_JSON_INT, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Amount, minor) },
  { "currency", OUTLAY_JSON_STRING, OUTLAY_JSON_REQUIRED, G_STRUCT_OFFSET (Amount, currency) },
};

/* --- reading ---------------------------------------------------------------------------------- */

static char *
dup_json (const OutlayStoredPolicy *stored, gsize *length)
{
  OutlayJsonWriter json;

  outlay_json_writer_init (&json, 1024);
  outlay_stored_policy_write_json (stored, &json);

  return outlay_json_writer_end (&json, length);
}

static OutlayReply *
reply_policy (const OutlayStoredPolicy *stored)
{
  gsize length;
  char *json = dup_json (stored, &length);
  OutlayReply *reply = outlay_reply_new_json (200, json, length);

  outlay_reply_set_etag (reply, stored->revision);
  return reply;
}

static OutlayReply *
get_policy (const OutlayRequest *request)
{
  g_auto (OutlayStoredPolicy) stored = { 0 };
  g_autoptr (GError) error = NULL;

  if (!outlay_policy_store_get (request->db, request->identity->company, &stored, &error))
    return outlay_reply_new_for_error (error);

  return reply_policy (&stored);
}

/* --- the body --------------------------------------------------------------------------------- */

static OutlayReply *
read_money (yyjson_val *json, const char *name, OutlayMoney *money)
{
  Amount amount = { 0 };
  OutlayReply *reply = outlay_json_fields_read (json, name, amount_fields,
                                                G_N_ELEMENTS (amount_fields), &amount, NULL);

  if (reply != NULL)
    return reply;

  /* A code that is too long must not be cut to one that is known. */
  if (strlen (amount.currency) >= sizeof money->currency)
    amount.currency = "-";
  *money = (OutlayMoney) { .minor = amount.minor };
  strcpy (money->currency, amount.currency);

  return NULL;
}

static OutlayReply *
read_proof (yyjson_val *json, OutlayPolicy *policy)
{
  Proof proof = { 0 };
  OutlayReply *reply = outlay_json_fields_read (json, "proof", proof_fields,
                                                G_N_ELEMENTS (proof_fields), &proof, NULL);

  if (reply != NULL)
    return reply;
  if (!outlay_proof_rule_from_string (proof.rule, &policy->proof_rule))
    return outlay_reply_new_problem_field (422, "proof.rule", "must be never, above or always");

  if (policy->proof_rule == OUTLAY_PROOF_ABOVE)
    return proof.above != NULL
               ? read_money (proof.above, "proof.above", &policy->proof_above)
               : outlay_reply_new_problem_field (422, "proof.above", "must be an amount of money");

  return proof.above == NULL ? NULL
                             : outlay_reply_new_problem_field (
                                   422, "proof.above", "goes with the rule \"above\" alone");
}

static OutlayReply *
read_limit (yyjson_val *json, gsize at, OutlayPolicy *policy)
{
  char name[32], most_name[32];
  Limit limit = { 0 };
  OutlayMoney most;
  OutlayReply *reply;

  g_snprintf (name, sizeof name, "limits[%" G_GSIZE_FORMAT "]", at);
  g_snprintf (most_name, sizeof most_name, "%s.most", name);
  if ((reply = outlay_json_fields_read (json, name, limit_fields, G_N_ELEMENTS (limit_fields),
                                        &limit, NULL)) != NULL ||
      (reply = read_money (limit.most, most_name, &most)) != NULL)
    return reply;

  outlay_policy_limits_add (policy->limits, limit.category, &most);
  return NULL;
}

static OutlayReply *
read_limits (yyjson_val *json, OutlayPolicy *policy)
{
  yyjson_val *item;
  gsize i, n;

  if (yyjson_arr_size (json) == 0)
    return NULL;
  if (yyjson_arr_size (json) > OUTLAY_POLICY_LIMITS_MAX)
    return outlay_reply_new_problem_field (
        422, "limits", outlay_complaint_code_to_string (OUTLAY_COMPLAINT_TOO_MANY));

  policy->limits = outlay_policy_limits_new ();
  yyjson_arr_foreach (json, i, n, item)
  {
    OutlayReply *reply = read_limit (item, i, policy);

    if (reply != NULL)
      return reply;
  }

  return NULL;
}

/* A code that is too long must not be cut to one that is known. */
static void
take_home (OutlayPolicy *policy, const char *currency)
{
  if (currency == NULL)
    *policy->home = '\0';
  else
    g_strlcpy (policy->home, strlen (currency) == 3 ? currency : "-", sizeof policy->home);
}

static OutlayReply *
read_body (const OutlayRequest *request, OutlayPolicy *policy)
{
  Body body = { 0 };
  guint64 present;
  OutlayReply *reply;

  if ((reply = outlay_json_fields_read (request->json, NULL, body_fields,
                                        G_N_ELEMENTS (body_fields), &body, &present)) != NULL)
    return reply;
  if (present & HAS_CURRENCY)
    take_home (policy, body.currency);
  if (!outlay_signup_rule_from_string (body.signup, &policy->signup))
    return outlay_reply_new_problem_field (422, "signup", "must be open, invite or closed");
  if (!outlay_over_limit_from_string (body.over_limit, &policy->over_limit))
    return outlay_reply_new_problem_field (422, "over_limit", "must be warn or refuse");
  if ((reply = read_proof (body.proof, policy)) != NULL)
    return reply;

  return read_limits (body.limits, policy);
}

/* --- writing ---------------------------------------------------------------------------------- */

static gboolean
check_categories (const OutlayRequest *request,
                  GArray *limits,
                  OutlayComplaints *complaints,
                  GError **error)
{
  for (guint i = 0; limits != NULL && i < limits->len; i++)
    {
      const OutlayPolicyLimit *limit = &g_array_index (limits, OutlayPolicyLimit, i);
      g_autoptr (OutlayStoredCategory) category = NULL;
      char field[32];

      if (!outlay_category_store_get (request->db, request->identity->company, limit->category,
                                      &category, error))
        return FALSE;

      g_snprintf (field, sizeof field, "limits[%u].category", i);
      if (category == NULL)
        outlay_complaints_add (complaints, field, OUTLAY_COMPLAINT_UNKNOWN);
    }

  return TRUE;
}

static OutlayReply *
check_policy (const OutlayRequest *request, const OutlayPolicy *policy)
{
  g_autoptr (OutlayComplaints) complaints = outlay_complaints_new ();
  g_autoptr (GError) error = NULL;

  outlay_policy_check (policy, complaints);
  if (!check_categories (request, policy->limits, complaints, &error))
    return outlay_reply_new_for_error (error);

  return outlay_complaints_is_empty (complaints) ? NULL
                                                 : outlay_reply_new_complaints (422, complaints);
}

/* A first one may be set at any time: what was submitted before stays as it is, and is told as not
 * converted. */
static OutlayReply *
check_home (const OutlayRequest *request, const char *old, const char *home)
{
  g_autoptr (GError) error = NULL;
  gboolean may_change;

  if (*old == '\0' || g_str_equal (old, home))
    return NULL;
  if (!outlay_policy_store_may_change_home (request->db, request->identity->company, &may_change,
                                            &error))
    return outlay_reply_new_for_error (error);

  return may_change ? NULL
                    : outlay_reply_new_problem_field (
                          422, "currency", "cannot be changed once an expense was submitted");
}

static gboolean
note_in_audit (const OutlayRequest *request,
               const OutlayStoredPolicy *old,
               const OutlayStoredPolicy *stored,
               GError **error)
{
  g_autofree char *detail = NULL;
  OutlayJsonWriter json;
  gsize length;

  outlay_json_writer_init (&json, 2048);
  outlay_json_writer_begin_object (&json);
  outlay_json_writer_name (&json, "from");
  outlay_stored_policy_write_json (old, &json);
  outlay_json_writer_name (&json, "to");
  outlay_stored_policy_write_json (stored, &json);
  outlay_json_writer_end_object (&json);
  detail = outlay_json_writer_end (&json, &length);

  return outlay_audit_store_add (request->db, request->identity->company,
                                 &(OutlayAuditEntry) {
                                     .kind = OUTLAY_AUDIT_POLICY_CHANGED,
                                     .actor = request->identity->user,
                                     .remote = request->remote,
                                     .detail = detail,
                                 },
                                 request->now, error);
}

static OutlayReply *
write_policy (const OutlayRequest *request,
              const OutlayStoredPolicy *old,
              const OutlayPolicy *policy)
{
  const char *company = request->identity->company;
  g_auto (OutlayStoredPolicy) stored = { 0 };
  g_autoptr (GError) error = NULL;

  if (!outlay_policy_store_put (request->db, company, policy, old->revision, request->now,
                                &error) ||
      !outlay_policy_store_get (request->db, company, &stored, &error) ||
      !note_in_audit (request, old, &stored, &error))
    return outlay_reply_new_for_error (error);

  outlay_service_forget (request->service, company, OUTLAY_TOPIC_POLICY);
  outlay_service_notify (request->service, company);
  return reply_policy (&stored);
}

static OutlayReply *
put_policy (const OutlayRequest *request)
{
  g_auto (OutlayStoredPolicy) old = { 0 };
  g_auto (OutlayPolicy) policy = outlay_policy_default;
  g_autoptr (GError) error = NULL;
  OutlayPrecondition precondition;
  OutlayReply *reply;
  gsize length;

  if ((reply = outlay_precondition_read (request, FALSE, &precondition)) != NULL)
    return reply;
  if (!outlay_policy_store_get (request->db, request->identity->company, &old, &error))
    return outlay_reply_new_for_error (error);
  if (!outlay_precondition_holds (request, old.revision))
    {
      char *json = dup_json (&old, &length);

      reply = outlay_reply_new_conflict (412, "The policy has changed.", json, length);
      outlay_reply_set_etag (reply, old.revision);
      return reply;
    }

  memcpy (policy.home, old.policy.home, sizeof policy.home);
  if ((reply = read_body (request, &policy)) != NULL ||
      (reply = check_policy (request, &policy)) != NULL ||
      (reply = check_home (request, old.policy.home, policy.home)) != NULL)
    return reply;

  return write_policy (request, &old, &policy);
}

const OutlayRoute outlay_policy_routes[] = {
  { "GET", "/api/v1/policy", OUTLAY_ROLE_EMPLOYEE, OUTLAY_RUN_READ, get_policy },
  { "PUT", "/api/v1/policy", OUTLAY_ROLE_ADMIN, OUTLAY_RUN_WRITE, put_policy,
    .max_body = OUTLAY_MAX_JSON },
  { NULL },
};
