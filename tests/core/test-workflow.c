/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-workflow.h"

#define N_BOOLEANS 5
#define MAX_N_REUPLOADS 4

/* The table of the design, written down a second time in its own words: one sentence a row. */
static const struct
{
  const char *from;
  const char *action;
  const char *who;
  const char *guards;
  const char *to;
} rows[] = {
  { "draft", "submit", "owner", "complete not-rejected", "submitted" },
  { "submitted", "withdraw", "owner", "", "draft" },
  { "submitted", "approve", "reviewer", "current", "approved" },
  { "submitted", "reject", "reviewer", "current reason", "rejected" },
  { "rejected", "resubmit", "owner", "reuploads complete new-proof", "submitted" },
  { "approved", "reopen", "reviewer", "reason", "submitted" },
  { "approved", "reimburse", "admin", "", "reimbursed" },
};

/* What those rows ask for, judged by reading them; the first obstacle in the order of the
 * header. */
static OutlayVerdict
expect (OutlayState state, OutlayAction action, const OutlayWorkflowFacts *facts, const char **to)
{
  const char *guards, *who;
  guint row = 0;

  while (!g_str_equal (rows[row].action, outlay_action_to_string (action)))
    row++;

  guards = rows[row].guards;
  who = rows[row].who;
  *to = rows[row].to;

  if (g_str_equal (who, "owner") && !facts->is_owner)
    return OUTLAY_VERDICT_NOT_OWNER;

  if (g_str_equal (who, "reviewer") && facts->role == OUTLAY_ROLE_EMPLOYEE)
    return OUTLAY_VERDICT_ROLE_TOO_LOW;

  if (g_str_equal (who, "admin") && facts->role != OUTLAY_ROLE_ADMIN)
    return OUTLAY_VERDICT_ROLE_TOO_LOW;

  if (!g_str_equal (who, "owner") && facts->is_owner)
    return OUTLAY_VERDICT_OWN_EXPENSE;

  if (!g_str_equal (rows[row].from, outlay_state_to_string (state)))
    return OUTLAY_VERDICT_WRONG_STATE;

  if (!facts->is_current)
    return OUTLAY_VERDICT_STALE;

  if (g_strrstr (guards, "reuploads") && !(facts->n_reuploads < 2))
    return OUTLAY_VERDICT_NO_REUPLOADS_LEFT;

  if (g_strrstr (guards, "complete") && !facts->is_complete)
    return OUTLAY_VERDICT_INCOMPLETE;

  if (g_strrstr (guards, "reason") && !facts->has_reason)
    return OUTLAY_VERDICT_REASON_MISSING;

  if (g_strrstr (guards, "new-proof") && !facts->is_new_proof)
    return OUTLAY_VERDICT_PROOF_NOT_NEW;

  if (g_strrstr (guards, "not-rejected") && facts->n_reuploads != 0 && !facts->is_new_proof)
    return OUTLAY_VERDICT_PROOF_NOT_NEW;

  return OUTLAY_VERDICT_ALLOWED;
}

static void
assert_judged (OutlayState state, OutlayAction action, const OutlayWorkflowFacts *facts)
{
  const OutlayState untouched = (OutlayState) 99;
  OutlayState to = untouched;
  const char *expected_to;
  OutlayVerdict expected = expect (state, action, facts, &expected_to);
  OutlayVerdict verdict = outlay_workflow_judge (state, action, facts, &to);

  if (verdict != expected)
    g_test_message ("%s of %s by %s, owner %d", outlay_action_to_string (action),
                    outlay_state_to_string (state), outlay_role_to_string (facts->role),
                    facts->is_owner);

  g_assert_cmpint (verdict, ==, expected);
  g_assert_cmpint (outlay_workflow_judge (state, action, facts, NULL), ==, expected);

  if (verdict == OUTLAY_VERDICT_ALLOWED)
    g_assert_cmpstr (outlay_state_to_string (to), ==, expected_to);
  else
    g_assert_cmpint (to, ==, untouched);
}

/* Every state × action × role × guard: 5 × 7 × 3 × 5 × 32 cases. */
static void
test_matrix (void)
{
  guint n_allowed = 0;

  for (guint state = 0; state < OUTLAY_N_STATES; state++)
    for (guint action = 0; action < OUTLAY_N_ACTIONS; action++)
      for (guint role = 0; role < OUTLAY_N_ROLES; role++)
        for (guint n_reuploads = 0; n_reuploads <= MAX_N_REUPLOADS; n_reuploads++)
          for (guint bits = 0; bits < 1 << N_BOOLEANS; bits++)
            {
              OutlayWorkflowFacts facts = {
                .role = (OutlayRole) role,
                .n_reuploads = n_reuploads,
                .is_owner = (bits & 1) != 0,
                .is_complete = (bits & 2) != 0,
                .is_current = (bits & 4) != 0,
                .has_reason = (bits & 8) != 0,
                .is_new_proof = (bits & 16) != 0,
              };

              assert_judged ((OutlayState) state, (OutlayAction) action, &facts);
              n_allowed += outlay_workflow_judge ((OutlayState) state, (OutlayAction) action,
                                                  &facts, NULL) == OUTLAY_VERDICT_ALLOWED;
            }

  /* Counted by hand: submit 3 roles × (4 + 4 × 2), withdraw 3 × 5 × 8, approve 2 × 5 × 8, reject
   * 2 × 5 × 4, resubmit 3 × 2 × 2, reopen 2 × 5 × 4, reimburse 1 × 5 × 8. */
  g_assert_cmpuint (n_allowed, ==, 36 + 120 + 80 + 40 + 12 + 40 + 40);
}

/* Nobody, whatever the state and the role, decides on what is their own. */
static void
test_never_ones_own (void)
{
  static const OutlayAction decisions[] = { OUTLAY_ACTION_APPROVE, OUTLAY_ACTION_REJECT,
                                            OUTLAY_ACTION_REOPEN, OUTLAY_ACTION_REIMBURSE };

  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    for (guint state = 0; state < OUTLAY_N_STATES; state++)
      for (guint role = 0; role < OUTLAY_N_ROLES; role++)
        g_assert_false (
            outlay_workflow_offers ((OutlayState) state, decisions[i], (OutlayRole) role, TRUE, 0));
}

/* Reimbursed is the end. */
static void
test_end (void)
{
  for (guint action = 0; action < OUTLAY_N_ACTIONS; action++)
    for (guint role = 0; role < OUTLAY_N_ROLES; role++)
      for (guint is_owner = 0; is_owner < 2; is_owner++)
        g_assert_false (outlay_workflow_offers (OUTLAY_STATE_REIMBURSED, (OutlayAction) action,
                                                (OutlayRole) role, is_owner != 0, 0));
}

/* A story: rejected three times, the third rejection is final. */
static void
test_two_second_chances (void)
{
  OutlayWorkflowFacts owner = { OUTLAY_ROLE_EMPLOYEE, .is_owner = TRUE, .is_complete = TRUE,
                                .is_current = TRUE, .is_new_proof = TRUE };
  OutlayWorkflowFacts reviewer = { OUTLAY_ROLE_REVIEWER, .is_current = TRUE, .has_reason = TRUE };
  OutlayState state = OUTLAY_STATE_DRAFT;

  g_assert_cmpint (outlay_workflow_judge (state, OUTLAY_ACTION_SUBMIT, &owner, &state), ==,
                   OUTLAY_VERDICT_ALLOWED);

  for (guint round = 0; round < 2; round++)
    {
      g_assert_cmpint (outlay_workflow_judge (state, OUTLAY_ACTION_REJECT, &reviewer, &state), ==,
                       OUTLAY_VERDICT_ALLOWED);
      g_assert_cmpint (outlay_workflow_judge (state, OUTLAY_ACTION_RESUBMIT, &owner, &state), ==,
                       OUTLAY_VERDICT_ALLOWED);
      owner.n_reuploads++;
    }

  g_assert_cmpint (outlay_workflow_judge (state, OUTLAY_ACTION_REJECT, &reviewer, &state), ==,
                   OUTLAY_VERDICT_ALLOWED);
  g_assert_cmpint (outlay_workflow_judge (state, OUTLAY_ACTION_RESUBMIT, &owner, &state), ==,
                   OUTLAY_VERDICT_NO_REUPLOADS_LEFT);
  g_assert_cmpint (state, ==, OUTLAY_STATE_REJECTED);
}

static void
test_bindings (void)
{
  for (guint i = 0; i < OUTLAY_N_ACTIONS; i++)
    {
      OutlayAction action = (OutlayAction) i;

      g_assert_cmpint (outlay_action_is_bound (action), ==,
                       action == OUTLAY_ACTION_APPROVE || action == OUTLAY_ACTION_REJECT);
      g_assert_cmpint (outlay_action_needs_reason (action), ==,
                       action == OUTLAY_ACTION_REJECT || action == OUTLAY_ACTION_REOPEN);
    }

  for (guint i = 0; i < OUTLAY_N_STATES; i++)
    g_assert_cmpint (outlay_state_is_editable ((OutlayState) i), ==,
                     i == OUTLAY_STATE_DRAFT || i == OUTLAY_STATE_REJECTED);
}

/* A rejected proof does not pass by way of a withdrawal; what was never rejected is
 * sent again freely. */
static void
test_rejected_proof_again (void)
{
  OutlayWorkflowFacts owner = { OUTLAY_ROLE_EMPLOYEE, .is_owner = TRUE, .is_complete = TRUE,
                                .is_current = TRUE };

  g_assert_cmpint (outlay_workflow_judge (OUTLAY_STATE_DRAFT, OUTLAY_ACTION_SUBMIT, &owner, NULL),
                   ==, OUTLAY_VERDICT_ALLOWED);

  owner.n_reuploads = 1;
  g_assert_cmpint (outlay_workflow_judge (OUTLAY_STATE_DRAFT, OUTLAY_ACTION_SUBMIT, &owner, NULL),
                   ==, OUTLAY_VERDICT_PROOF_NOT_NEW);

  owner.is_new_proof = TRUE;
  g_assert_cmpint (outlay_workflow_judge (OUTLAY_STATE_DRAFT, OUTLAY_ACTION_SUBMIT, &owner, NULL),
                   ==, OUTLAY_VERDICT_ALLOWED);
}

/* The wire's names are the enums' nicks, and lead back. */
static void
test_names (void)
{
  g_autoptr (GEnumClass) states = g_type_class_ref (OUTLAY_TYPE_STATE);
  g_autoptr (GEnumClass) actions = g_type_class_ref (OUTLAY_TYPE_ACTION);
  g_autoptr (GEnumClass) roles = g_type_class_ref (OUTLAY_TYPE_ROLE);
  OutlayState state;
  OutlayAction action;
  OutlayRole role;

  g_assert_cmpuint (states->n_values, ==, OUTLAY_N_STATES);
  g_assert_cmpuint (actions->n_values, ==, OUTLAY_N_ACTIONS);
  g_assert_cmpuint (roles->n_values, ==, OUTLAY_N_ROLES);

  for (guint i = 0; i < OUTLAY_N_STATES; i++)
    {
      const char *name = outlay_state_to_string ((OutlayState) i);

      g_assert_true (outlay_state_from_string (name, &state));
      g_assert_cmpuint (state, ==, i);
      g_assert_cmpstr (g_enum_get_value (states, (int) i)->value_nick, ==, name);
    }

  for (guint i = 0; i < OUTLAY_N_ACTIONS; i++)
    {
      const char *name = outlay_action_to_string ((OutlayAction) i);

      g_assert_true (outlay_action_from_string (name, &action));
      g_assert_cmpuint (action, ==, i);
      g_assert_cmpstr (g_enum_get_value (actions, (int) i)->value_nick, ==, name);
    }

  for (guint i = 0; i < OUTLAY_N_ROLES; i++)
    {
      const char *name = outlay_role_to_string ((OutlayRole) i);

      g_assert_true (outlay_role_from_string (name, &role));
      g_assert_cmpuint (role, ==, i);
      g_assert_cmpstr (g_enum_get_value (roles, (int) i)->value_nick, ==, name);
    }
}

static void
test_unknown_names (void)
{
  static const char *const unknown[] = { NULL, "", "Draft", "draft ", "deleted", "submi" };
  OutlayState state = OUTLAY_STATE_APPROVED;
  OutlayAction action = OUTLAY_ACTION_REOPEN;
  OutlayRole role = OUTLAY_ROLE_ADMIN;

  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_assert_false (outlay_state_from_string (unknown[i], &state));
      g_assert_false (outlay_action_from_string (unknown[i], &action));
      g_assert_false (outlay_role_from_string (unknown[i], &role));
    }

  g_assert_cmpint (state, ==, OUTLAY_STATE_APPROVED);
  g_assert_cmpint (action, ==, OUTLAY_ACTION_REOPEN);
  g_assert_cmpint (role, ==, OUTLAY_ROLE_ADMIN);
}

/* Each verdict has a sentence of its own. */
static void
test_sentences (void)
{
  for (guint i = 0; i <= OUTLAY_VERDICT_PROOF_NOT_NEW; i++)
    {
      g_assert_true (g_str_has_suffix (outlay_verdict_to_string ((OutlayVerdict) i), "."));

      for (guint k = 0; k < i; k++)
        g_assert_cmpstr (outlay_verdict_to_string ((OutlayVerdict) i), !=,
                         outlay_verdict_to_string ((OutlayVerdict) k));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/core/workflow/matrix", test_matrix);
  g_test_add_func ("/core/workflow/never-ones-own", test_never_ones_own);
  g_test_add_func ("/core/workflow/end", test_end);
  g_test_add_func ("/core/workflow/two-second-chances", test_two_second_chances);
  g_test_add_func ("/core/workflow/rejected-proof-again", test_rejected_proof_again);
  g_test_add_func ("/core/workflow/bindings", test_bindings);
  g_test_add_func ("/core/workflow/names", test_names);
  g_test_add_func ("/core/workflow/unknown-names", test_unknown_names);
  g_test_add_func ("/core/workflow/sentences", test_sentences);

  return g_test_run ();
}
