/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/company/outlay-company-api.h"
#include "client/outlay-client-error.h"
#include "client/session/outlay-session.h"

#include "outlay-test-server.h"
#include "test-await.h"

/* What an admin does to the company, against the real server. */

typedef struct
{
  OutlayTestServer *server;
  OutlaySession *session;
  OutlayApi *api;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->server = outlay_test_server_new ();
  outlay_test_server_add_user (self->server, "Acme", "ada@example.com", "Ada", "admin");
  outlay_test_server_add_user (self->server, "Acme", "bo@example.com", "Bo", "employee");
  self->session = outlay_session_new (outlay_test_server_get_address (self->server), &error);
  g_assert_no_error (error);
  test_await (outlay_session_sign_in (self->session, "ada@example.com", OUTLAY_TEST_PASSWORD));
  self->api = outlay_api_new (self->session);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  outlay_api_close (self->api);
  g_clear_object (&self->api);
  g_clear_object (&self->session);
  test_idle (10);
  g_clear_pointer (&self->server, outlay_test_server_free);
}

/* (transfer full) */
static gpointer
await_object (DexFuture *future)
{
  g_autoptr (DexFuture) settled = test_settle (future);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (settled, &error);

  g_assert_no_error (error);
  return g_value_dup_object (value);
}

/* (transfer full) */
static OutlayPolicyInForce *
await_policy (DexFuture *future)
{
  g_autoptr (DexFuture) settled = test_settle (future);
  g_autoptr (GError) error = NULL;
  const GValue *value = dex_future_get_value (settled, &error);

  g_assert_no_error (error);
  return g_value_dup_boxed (value);
}

/* (transfer full) */
static OutlayColleague *
find (Fixture *self, const char *email)
{
  g_autoptr (GListModel) people = await_object (outlay_company_api_list_people (self->api));

  for (guint i = 0; i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (OutlayColleague) colleague = g_list_model_get_item (people, i);

      if (g_str_equal (outlay_colleague_get_email (colleague), email))
        return g_steal_pointer (&colleague);
    }

  g_assert_not_reached ();
}

static void
test_people (Fixture *self, gconstpointer data)
{
  g_autoptr (OutlayColleague) bo = find (self, "bo@example.com");
  g_autoptr (OutlayColleague) reviewer = NULL;
  g_autoptr (OutlayColleague) disabled = NULL;
  g_autoptr (OutlayColleague) seller = NULL;
  g_autoptr (OutlayColleague) nowhere = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (outlay_colleague_get_name (bo), ==, "Bo");
  g_assert_cmpint (outlay_colleague_get_role (bo), ==, OUTLAY_ROLE_EMPLOYEE);
  g_assert_false (outlay_colleague_is_disabled (bo));

  reviewer = await_object (outlay_company_api_set_role (self->api, bo, OUTLAY_ROLE_REVIEWER));
  g_assert_cmpint (outlay_colleague_get_role (reviewer), ==, OUTLAY_ROLE_REVIEWER);
  g_assert_cmpint (outlay_colleague_get_revision (reviewer), >, outlay_colleague_get_revision (bo));

  /* What was looked at is no longer so. */
  error = test_await_error (outlay_company_api_set_disabled (self->api, bo, TRUE));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_CONFLICT);

  disabled = await_object (outlay_company_api_set_disabled (self->api, reviewer, TRUE));
  g_assert_true (outlay_colleague_is_disabled (disabled));

  g_assert_cmpstr (outlay_colleague_get_department (disabled), ==, "");
  seller = await_object (outlay_company_api_set_department (self->api, disabled, "Sales"));
  g_assert_cmpstr (outlay_colleague_get_department (seller), ==, "Sales");
  nowhere = await_object (outlay_company_api_set_department (self->api, seller, ""));
  g_assert_cmpstr (outlay_colleague_get_department (nowhere), ==, "");
}

static void
test_last_admin (Fixture *self, gconstpointer data)
{
  g_autoptr (OutlayColleague) ada = find (self, "ada@example.com");
  g_autoptr (GError) error = NULL;

  error = test_await_error (outlay_company_api_set_role (self->api, ada, OUTLAY_ROLE_EMPLOYEE));
  g_assert_nonnull (outlay_problem_get (error));
  g_assert_cmpuint (outlay_problem_get (error)->status, ==, 409);
}

static void
test_invitations (Fixture *self, gconstpointer data)
{
  g_autoptr (OutlayInvitation) made = NULL;
  g_autoptr (OutlayInvitation) again = NULL;
  g_autoptr (GListModel) open = NULL;
  g_autoptr (GListModel) none = NULL;
  g_autoptr (OutlayInvitation) listed = NULL;

  made = await_object (
      outlay_company_api_invite (self->api, "cy@example.com", OUTLAY_ROLE_REVIEWER));
  g_assert_cmpstr (outlay_invitation_get_email (made), ==, "cy@example.com");
  g_assert_cmpint (outlay_invitation_get_role (made), ==, OUTLAY_ROLE_REVIEWER);
  g_assert_cmpint (outlay_invitation_get_state (made), ==, OUTLAY_INVITATION_PENDING);
  g_assert_nonnull (outlay_invitation_get_code (made));

  open = await_object (outlay_company_api_list_invitations (self->api));
  g_assert_cmpuint (g_list_model_get_n_items (open), ==, 1);
  listed = g_list_model_get_item (open, 0);
  g_assert_cmpstr (outlay_invitation_get_id (listed), ==, outlay_invitation_get_id (made));
  g_assert_null (outlay_invitation_get_code (listed));

  again = await_object (
      outlay_company_api_renew_invitation (self->api, outlay_invitation_get_id (made)));
  g_assert_cmpstr (outlay_invitation_get_code (again), !=, outlay_invitation_get_code (made));

  test_await (outlay_company_api_revoke_invitation (self->api, outlay_invitation_get_id (made)));
  none = await_object (outlay_company_api_list_invitations (self->api));
  g_assert_cmpuint (g_list_model_get_n_items (none), ==, 0);
}

static void
test_policy (Fixture *self, gconstpointer data)
{
  g_autoptr (OutlayPolicyInForce) before = await_policy (outlay_company_api_get_policy (self->api));
  g_autoptr (OutlayPolicyInForce) after = NULL;
  g_autoptr (OutlayPolicyInForce) read = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (OutlayPolicy) policy = { 0 };

  g_assert_nonnull (before->etag);
  g_assert_true (outlay_policy_equal (&before->policy, &outlay_policy_default));

  outlay_policy_copy (&before->policy, &policy);
  policy.signup = OUTLAY_SIGNUP_CLOSED;
  policy.proof_rule = OUTLAY_PROOF_ABOVE;
  policy.proof_above = (OutlayMoney) { 2500, "EUR" };
  policy.over_limit = OUTLAY_OVER_LIMIT_REFUSE;
  after = await_policy (outlay_company_api_set_policy (self->api, &policy, before->etag));
  g_assert_true (outlay_policy_equal (&after->policy, &policy));
  g_assert_cmpstr (after->etag, !=, before->etag);

  /* Somebody who looked at the first does not write over the second. */
  error = test_await_error (
      outlay_company_api_set_policy (self->api, &before->policy, before->etag));
  g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_CONFLICT);

  read = await_policy (outlay_company_api_get_policy (self->api));
  g_assert_true (outlay_policy_equal (&read->policy, &policy));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();

  g_test_add ("/client/company-api/people", Fixture, NULL, set_up, test_people, tear_down);
  g_test_add ("/client/company-api/last-admin", Fixture, NULL, set_up, test_last_admin, tear_down);
  g_test_add ("/client/company-api/invitations", Fixture, NULL, set_up, test_invitations,
              tear_down);
  g_test_add ("/client/company-api/policy", Fixture, NULL, set_up, test_policy, tear_down);

  return g_test_run ();
}
