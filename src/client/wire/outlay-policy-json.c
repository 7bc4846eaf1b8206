/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/wire/outlay-policy-json.h"

#include "client/wire/outlay-json-object.h"
#include "core/expense/outlay-expense-check.h"

/* %TRUE with an empty currency where it is one that is not known here. */
static gboolean
read_money (JsonObject *object, const char *name, OutlayMoney *money, GError **error)
{
  JsonObject *json;
  const char *currency;

  *money = (OutlayMoney) { 0 };
  if (!outlay_json_read_object (object, name, &json, error) ||
      !outlay_json_read_int (json, "minor", 0, OUTLAY_AMOUNT_MAX, &money->minor, error) ||
      !outlay_json_read_text (json, "currency", &currency, error))
    return FALSE;

  if (outlay_currency_find (currency) != NULL)
    g_strlcpy (money->currency, currency, sizeof money->currency);

  return TRUE;
}

/* "Above" what cannot be read asks for a proof always. */
static gboolean
read_proof (JsonObject *object, OutlayPolicy *policy, GError **error)
{
  JsonObject *proof;
  const char *rule;

  if (!outlay_json_read_object (object, "proof", &proof, error) ||
      !outlay_json_read_text (proof, "rule", &rule, error))
    return FALSE;

  outlay_proof_rule_from_string (rule, &policy->proof_rule);
  if (policy->proof_rule != OUTLAY_PROOF_ABOVE)
    return TRUE;
  if (!read_money (proof, "above", &policy->proof_above, error))
    return FALSE;

  if (policy->proof_above.currency[0] == '\0')
    policy->proof_rule = OUTLAY_PROOF_ALWAYS;
  return TRUE;
}

static gboolean
read_limits (JsonObject *object, OutlayPolicy *policy, GError **error)
{
  JsonArray *limits;

  if (!outlay_json_read_array (object, "limits", OUTLAY_POLICY_LIMITS_MAX, &limits, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (limits); i++)
    {
      JsonNode *limit = json_array_get_element (limits, i);
      const char *category;
      OutlayMoney most;

      if (!JSON_NODE_HOLDS_OBJECT (limit))
        return outlay_json_refuse ("limits", error);
      if (!outlay_json_read_id (json_node_get_object (limit), "category", &category, error) ||
          !read_money (json_node_get_object (limit), "most", &most, error))
        return FALSE;
      if (most.currency[0] == '\0')
        continue;

      if (policy->limits == NULL)
        policy->limits = outlay_policy_limits_new ();
      outlay_policy_limits_add (policy->limits, category, &most);
    }

  return TRUE;
}

/* A server that is older has none, and nothing is reckoned in one that is not known here. */
static gboolean
read_home (JsonObject *object, OutlayPolicy *policy, GError **error)
{
  const char *currency;

  if (!json_object_has_member (object, "currency") ||
      json_object_get_null_member (object, "currency"))
    return TRUE;
  if (!outlay_json_read_text (object, "currency", &currency, error))
    return FALSE;

  if (outlay_currency_find (currency) != NULL)
    g_strlcpy (policy->home, currency, sizeof policy->home);
  return TRUE;
}

gboolean
outlay_policy_read (JsonNode *json, OutlayPolicy *policy, GError **error)
{
  JsonObject *object;
  const char *signup, *over_limit;

  *policy = outlay_policy_default;
  if (json == NULL || !JSON_NODE_HOLDS_OBJECT (json))
    return outlay_json_refuse ("policy", error);

  object = json_node_get_object (json);
  if (!outlay_json_read_text (object, "signup", &signup, error) ||
      !outlay_json_read_text (object, "over_limit", &over_limit, error) ||
      !read_proof (object, policy, error) || !read_limits (object, policy, error) ||
      !read_home (object, policy, error))
    return FALSE;

  outlay_signup_rule_from_string (signup, &policy->signup);
  outlay_over_limit_from_string (over_limit, &policy->over_limit);

  return TRUE;
}

static void
write_text (JsonBuilder *builder, const char *name, const char *text)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
write_money (JsonBuilder *builder, const char *name, const OutlayMoney *money)
{
  json_builder_set_member_name (builder, name);
  if (money->currency[0] == '\0')
    {
      json_builder_add_null_value (builder);
      return;
    }
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "minor");
  json_builder_add_int_value (builder, money->minor);
  write_text (builder, "currency", money->currency);
  json_builder_end_object (builder);
}

JsonNode *
outlay_policy_to_json (const OutlayPolicy *policy)
{
  static const OutlayMoney none = { 0 };
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  gboolean is_above = policy->proof_rule == OUTLAY_PROOF_ABOVE;

  json_builder_begin_object (builder);
  write_text (builder, "signup", outlay_signup_rule_to_string (policy->signup));
  json_builder_set_member_name (builder, "proof");
  json_builder_begin_object (builder);
  write_text (builder, "rule", outlay_proof_rule_to_string (policy->proof_rule));
  write_money (builder, "above", is_above ? &policy->proof_above : &none);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "limits");
  json_builder_begin_array (builder);
  for (guint i = 0; policy->limits != NULL && i < policy->limits->len; i++)
    {
      const OutlayPolicyLimit *limit = &g_array_index (policy->limits, OutlayPolicyLimit, i);

      json_builder_begin_object (builder);
      write_text (builder, "category", limit->category);
      write_money (builder, "most", &limit->most);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  write_text (builder, "over_limit", outlay_over_limit_to_string (policy->over_limit));
  /* One that is left out would stay as it is. */
  json_builder_set_member_name (builder, "currency");
  if (policy->home[0] != '\0')
    json_builder_add_string_value (builder, policy->home);
  else
    json_builder_add_null_value (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}
