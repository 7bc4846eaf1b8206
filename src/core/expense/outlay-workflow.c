/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/expense/outlay-workflow.h"

#include <string.h>

typedef enum
{
  ACTOR_OWNER,
  ACTOR_OTHER_REVIEWER,
  ACTOR_OTHER_ADMIN,
} Actor;

typedef enum
{
  GUARD_CURRENT = 1 << 0, /* a revision and a proof have to be named */
  GUARD_REUPLOADS = 1 << 1,
  GUARD_COMPLETE = 1 << 2,
  GUARD_REASON = 1 << 3,
  GUARD_NEW_PROOF = 1 << 4,
  GUARD_NOT_REJECTED = 1 << 5, /* a new proof, once there was a re-upload */
} Guards;

typedef struct
{
  OutlayState from;
  Actor actor;
  Guards guards;
  OutlayState to;
} Arrow;

/* The whole workflow: every action is one arrow. */
static const Arrow arrows[OUTLAY_N_ACTIONS] = {
  [OUTLAY_ACTION_SUBMIT] = { OUTLAY_STATE_DRAFT, ACTOR_OWNER, GUARD_COMPLETE | GUARD_NOT_REJECTED,
                             OUTLAY_STATE_SUBMITTED },
  [OUTLAY_ACTION_WITHDRAW] = { OUTLAY_STATE_SUBMITTED, ACTOR_OWNER, 0, OUTLAY_STATE_DRAFT },
  [OUTLAY_ACTION_APPROVE] = { OUTLAY_STATE_SUBMITTED, ACTOR_OTHER_REVIEWER, GUARD_CURRENT,
                              OUTLAY_STATE_APPROVED },
  [OUTLAY_ACTION_REJECT] = { OUTLAY_STATE_SUBMITTED, ACTOR_OTHER_REVIEWER,
                             GUARD_CURRENT | GUARD_REASON, OUTLAY_STATE_REJECTED },
  [OUTLAY_ACTION_RESUBMIT] = { OUTLAY_STATE_REJECTED, ACTOR_OWNER,
                               GUARD_REUPLOADS | GUARD_COMPLETE | GUARD_NEW_PROOF,
                               OUTLAY_STATE_SUBMITTED },
  [OUTLAY_ACTION_REOPEN] = { OUTLAY_STATE_APPROVED, ACTOR_OTHER_REVIEWER, GUARD_REASON,
                             OUTLAY_STATE_SUBMITTED },
  [OUTLAY_ACTION_REIMBURSE] = { OUTLAY_STATE_APPROVED, ACTOR_OTHER_ADMIN, 0,
                                OUTLAY_STATE_REIMBURSED },
};

static const char *const state_names[OUTLAY_N_STATES] = {
  [OUTLAY_STATE_DRAFT] = "draft",           [OUTLAY_STATE_SUBMITTED] = "submitted",
  [OUTLAY_STATE_APPROVED] = "approved",     [OUTLAY_STATE_REJECTED] = "rejected",
  [OUTLAY_STATE_REIMBURSED] = "reimbursed",
};

static const char *const action_names[OUTLAY_N_ACTIONS] = {
  [OUTLAY_ACTION_SUBMIT] = "submit",       [OUTLAY_ACTION_WITHDRAW] = "withdraw",
  [OUTLAY_ACTION_APPROVE] = "approve",     [OUTLAY_ACTION_REJECT] = "reject",
  [OUTLAY_ACTION_RESUBMIT] = "resubmit",   [OUTLAY_ACTION_REOPEN] = "reopen",
  [OUTLAY_ACTION_REIMBURSE] = "reimburse",
};

static const char *const role_names[OUTLAY_N_ROLES] = {
  [OUTLAY_ROLE_EMPLOYEE] = "employee",
  [OUTLAY_ROLE_REVIEWER] = "reviewer",
  [OUTLAY_ROLE_ADMIN] = "admin",
};

G_DEFINE_ENUM_TYPE (OutlayState,
                    outlay_state,
                    G_DEFINE_ENUM_VALUE (OUTLAY_STATE_DRAFT, "draft"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_STATE_SUBMITTED, "submitted"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_STATE_APPROVED, "approved"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_STATE_REJECTED, "rejected"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_STATE_REIMBURSED, "reimbursed"))

G_DEFINE_ENUM_TYPE (OutlayAction,
                    outlay_action,
                    G_DEFINE_ENUM_VALUE (OUTLAY_ACTION_SUBMIT, "submit"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_ACTION_WITHDRAW, "withdraw"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_ACTION_APPROVE, "approve"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_ACTION_REJECT, "reject"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_ACTION_RESUBMIT, "resubmit"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_ACTION_REOPEN, "reopen"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_ACTION_REIMBURSE, "reimburse"))

G_DEFINE_ENUM_TYPE (OutlayRole,
                    outlay_role,
                    G_DEFINE_ENUM_VALUE (OUTLAY_ROLE_EMPLOYEE, "employee"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_ROLE_REVIEWER, "reviewer"),
                    G_DEFINE_ENUM_VALUE (OUTLAY_ROLE_ADMIN, "admin"))

static OutlayVerdict
judge_actor (Actor actor, const OutlayWorkflowFacts *facts)
{
  OutlayRole least = actor == ACTOR_OTHER_ADMIN ? OUTLAY_ROLE_ADMIN : OUTLAY_ROLE_REVIEWER;

  if (actor == ACTOR_OWNER)
    return facts->is_owner ? OUTLAY_VERDICT_ALLOWED : OUTLAY_VERDICT_NOT_OWNER;

  if (facts->role < least)
    return OUTLAY_VERDICT_ROLE_TOO_LOW;

  return facts->is_owner ? OUTLAY_VERDICT_OWN_EXPENSE : OUTLAY_VERDICT_ALLOWED;
}

static OutlayVerdict
judge_guards (Guards guards, const OutlayWorkflowFacts *facts)
{
  /* Who names a revision or a proof means that one, also where none has to be named. */
  if (!facts->is_current)
    return OUTLAY_VERDICT_STALE;

  if ((guards & GUARD_REUPLOADS) && facts->n_reuploads >= OUTLAY_MAX_REUPLOADS)
    return OUTLAY_VERDICT_NO_REUPLOADS_LEFT;

  if ((guards & GUARD_COMPLETE) && !facts->is_complete)
    return OUTLAY_VERDICT_INCOMPLETE;

  if ((guards & GUARD_REASON) && !facts->has_reason)
    return OUTLAY_VERDICT_REASON_MISSING;

  if ((guards & GUARD_NEW_PROOF) && !facts->is_new_proof)
    return OUTLAY_VERDICT_PROOF_NOT_NEW;

  if ((guards & GUARD_NOT_REJECTED) && facts->n_reuploads > 0 && !facts->is_new_proof)
    return OUTLAY_VERDICT_PROOF_NOT_NEW;

  return OUTLAY_VERDICT_ALLOWED;
}

OutlayVerdict
outlay_workflow_judge (OutlayState state,
                       OutlayAction action,
                       const OutlayWorkflowFacts *facts,
                       OutlayState *to)
{
  const Arrow *arrow;
  OutlayVerdict verdict;

  g_return_val_if_fail ((guint) state < OUTLAY_N_STATES, OUTLAY_VERDICT_WRONG_STATE);
  g_return_val_if_fail ((guint) action < OUTLAY_N_ACTIONS, OUTLAY_VERDICT_WRONG_STATE);
  g_return_val_if_fail (facts != NULL, OUTLAY_VERDICT_WRONG_STATE);

  arrow = &arrows[action];

  if ((verdict = judge_actor (arrow->actor, facts)) != OUTLAY_VERDICT_ALLOWED)
    return verdict;

  if (arrow->from != state)
    return OUTLAY_VERDICT_WRONG_STATE;

  if ((verdict = judge_guards (arrow->guards, facts)) != OUTLAY_VERDICT_ALLOWED)
    return verdict;

  if (to != NULL)
    *to = arrow->to;

  return OUTLAY_VERDICT_ALLOWED;
}

/**
 * outlay_workflow_offers:
 * @n_reuploads: proof versions after the first, so far
 *
 * Returns: whether this person could do it now, given a good form, reason and proof
 */
gboolean
outlay_workflow_offers (OutlayState state,
                        OutlayAction action,
                        OutlayRole role,
                        gboolean is_owner,
                        guint n_reuploads)
{
  OutlayWorkflowFacts facts = {
    .role = role,
    .is_owner = is_owner,
    .n_reuploads = n_reuploads,
    .is_complete = TRUE,
    .is_current = TRUE,
    .has_reason = TRUE,
    .is_new_proof = TRUE,
  };

  return outlay_workflow_judge (state, action, &facts, NULL) == OUTLAY_VERDICT_ALLOWED;
}

/**
 * outlay_action_is_bound:
 *
 * Returns: whether the action must name the revision and the proof digest that were shown
 */
gboolean
outlay_action_is_bound (OutlayAction action)
{
  g_return_val_if_fail ((guint) action < OUTLAY_N_ACTIONS, FALSE);

  return (arrows[action].guards & GUARD_CURRENT) != 0;
}

/**
 * outlay_action_needs_reason:
 *
 * Returns: whether the action must say why
 */
gboolean
outlay_action_needs_reason (OutlayAction action)
{
  g_return_val_if_fail ((guint) action < OUTLAY_N_ACTIONS, FALSE);

  return (arrows[action].guards & GUARD_REASON) != 0;
}

/**
 * outlay_state_is_editable:
 *
 * Returns: whether the owner may change fields in this state
 */
gboolean
outlay_state_is_editable (OutlayState state)
{
  return state == OUTLAY_STATE_DRAFT || state == OUTLAY_STATE_REJECTED;
}

static gboolean
find_name (const char *const *names, guint n_names, const char *text, guint *position)
{
  for (guint i = 0; text != NULL && i < n_names; i++)
    if (strcmp (names[i], text) == 0)
      {
        *position = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * outlay_state_to_string:
 *
 * Returns: (transfer none): the state's name on the wire and in the database
 */
const char *
outlay_state_to_string (OutlayState state)
{
  g_return_val_if_fail ((guint) state < OUTLAY_N_STATES, NULL);

  return state_names[state];
}

/**
 * outlay_action_to_string:
 *
 * Returns: (transfer none): the action's name on the wire and in the database
 */
const char *
outlay_action_to_string (OutlayAction action)
{
  g_return_val_if_fail ((guint) action < OUTLAY_N_ACTIONS, NULL);

  return action_names[action];
}

/**
 * outlay_role_to_string:
 *
 * Returns: (transfer none): the role's name on the wire and in the database
 */
const char *
outlay_role_to_string (OutlayRole role)
{
  g_return_val_if_fail ((guint) role < OUTLAY_N_ROLES, NULL);

  return role_names[role];
}

/**
 * outlay_state_from_string:
 * @text: (nullable): a name
 * @state: (out): untouched when @text names none
 *
 * Returns: whether @text names a state
 */
gboolean
outlay_state_from_string (const char *text, OutlayState *state)
{
  guint position;

  if (!find_name (state_names, OUTLAY_N_STATES, text, &position))
    return FALSE;

  *state = (OutlayState) position;
  return TRUE;
}

/**
 * outlay_action_from_string:
 * @text: (nullable): a name
 * @action: (out): untouched when @text names none
 *
 * Returns: whether @text names an action
 */
gboolean
outlay_action_from_string (const char *text, OutlayAction *action)
{
  guint position;

  if (!find_name (action_names, OUTLAY_N_ACTIONS, text, &position))
    return FALSE;

  *action = (OutlayAction) position;
  return TRUE;
}

/**
 * outlay_role_from_string:
 * @text: (nullable): a name
 * @role: (out): untouched when @text names none
 *
 * Returns: whether @text names a role
 */
gboolean
outlay_role_from_string (const char *text, OutlayRole *role)
{
  guint position;

  if (!find_name (role_names, OUTLAY_N_ROLES, text, &position))
    return FALSE;

  *role = (OutlayRole) position;
  return TRUE;
}

/**
 * outlay_verdict_to_string:
 *
 * Returns: (transfer none): one factual English sentence for the log and the problem detail
 */
const char *
outlay_verdict_to_string (OutlayVerdict verdict)
{
  static const char *const sentences[] = {
    [OUTLAY_VERDICT_ALLOWED] = "The action is allowed.",
    [OUTLAY_VERDICT_NOT_OWNER] = "Only the owner of the expense may do this.",
    [OUTLAY_VERDICT_ROLE_TOO_LOW] = "This needs a higher role.",
    [OUTLAY_VERDICT_OWN_EXPENSE] = "Nobody decides on their own expense.",
    [OUTLAY_VERDICT_WRONG_STATE] = "The expense is not in a state that allows this.",
    [OUTLAY_VERDICT_STALE] = "The expense or its proof has changed since it was shown.",
    [OUTLAY_VERDICT_NO_REUPLOADS_LEFT] = "Both re-uploads are used; the rejection is final.",
    [OUTLAY_VERDICT_INCOMPLETE] = "The expense is not complete.",
    [OUTLAY_VERDICT_REASON_MISSING] = "A reason must be given.",
    [OUTLAY_VERDICT_PROOF_NOT_NEW] = "The proof is the same as an earlier one.",
  };

  g_return_val_if_fail ((guint) verdict < G_N_ELEMENTS (sentences), NULL);

  return sentences[verdict];
}
