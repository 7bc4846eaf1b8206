/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define OUTLAY_MAX_REUPLOADS 2

typedef enum
{
  OUTLAY_STATE_DRAFT,
  OUTLAY_STATE_SUBMITTED,
  OUTLAY_STATE_APPROVED,
  OUTLAY_STATE_REJECTED,
  OUTLAY_STATE_REIMBURSED,
} OutlayState;
#define OUTLAY_N_STATES 5

typedef enum
{
  OUTLAY_ACTION_SUBMIT,
  OUTLAY_ACTION_WITHDRAW,
  OUTLAY_ACTION_APPROVE,
  OUTLAY_ACTION_REJECT,
  OUTLAY_ACTION_RESUBMIT,
  OUTLAY_ACTION_REOPEN,
  OUTLAY_ACTION_REIMBURSE,
} OutlayAction;
#define OUTLAY_N_ACTIONS 7

/* Each role may do what those before it may. */
typedef enum
{
  OUTLAY_ROLE_EMPLOYEE,
  OUTLAY_ROLE_REVIEWER,
  OUTLAY_ROLE_ADMIN,
} OutlayRole;
#define OUTLAY_N_ROLES 3

#define OUTLAY_TYPE_STATE (outlay_state_get_type ())
#define OUTLAY_TYPE_ACTION (outlay_action_get_type ())
#define OUTLAY_TYPE_ROLE (outlay_role_get_type ())
GType outlay_state_get_type  (void);
GType outlay_action_get_type (void);
GType outlay_role_get_type   (void);

/**
 * OutlayVerdict:
 *
 * Why an action may or may not be done. When several reasons hold, the first of this order is
 * given, so that nothing is told to those who may not know it.
 */
typedef enum
{
  OUTLAY_VERDICT_ALLOWED,
  OUTLAY_VERDICT_NOT_OWNER,          /* only the owner does this */
  OUTLAY_VERDICT_ROLE_TOO_LOW,       /* needs a reviewer, or an admin */
  OUTLAY_VERDICT_OWN_EXPENSE,        /* nobody decides on their own */
  OUTLAY_VERDICT_WRONG_STATE,        /* the table has no such arrow */
  OUTLAY_VERDICT_STALE,              /* names a revision or proof that is no longer current */
  OUTLAY_VERDICT_NO_REUPLOADS_LEFT,  /* the rejection is final */
  OUTLAY_VERDICT_INCOMPLETE,         /* see outlay_expense_check_submit() for the fields */
  OUTLAY_VERDICT_REASON_MISSING,
  OUTLAY_VERDICT_PROOF_NOT_NEW,      /* it has the digest of an earlier version, or there is none */
} OutlayVerdict;

/**
 * OutlayWorkflowFacts:
 * @role: of the person who acts
 * @is_owner: whether the expense is theirs
 * @n_reuploads: proof versions after the first, so far
 * @is_complete: whether the fields are fit for submission (submit, resubmit)
 * @is_current: whether the revision and proof digest that the action names, if any, are the
 *   expense's own
 * @has_reason: whether a reason that is not only white space was given
 * @is_new_proof: whether there is a proof, and its digest differs: for a resubmission from that of
 *   every version that was submitted; for a submission from that of every version that was
 *   rejected. A submission is held to it only after a re-upload: before the first rejection any
 *   proof will do, and what was only withdrawn may be sent again
 */
typedef struct
{
  OutlayRole role;
  gboolean   is_owner;
  guint      n_reuploads;
  gboolean   is_complete;
  gboolean   is_current;
  gboolean   has_reason;
  gboolean   is_new_proof;
} OutlayWorkflowFacts;

/**
 * outlay_workflow_judge:
 * @to: (out) (optional): the state the expense goes to; set only when allowed
 *
 * The one place that decides. The server asks it before it changes anything, the client before it
 * enables a button.
 */
OutlayVerdict outlay_workflow_judge (OutlayState                state,
                                     OutlayAction               action,
                                     const OutlayWorkflowFacts *facts,
                                     OutlayState               *to);

/* Whether this person could do it now, given a good form, reason and proof: enables a button. */
gboolean outlay_workflow_offers (OutlayState  state,
                                 OutlayAction action,
                                 OutlayRole   role,
                                 gboolean     is_owner,
                                 guint        n_reuploads);

/* Whether the action binds to a revision and a proof digest (approve, reject). */
gboolean outlay_action_is_bound     (OutlayAction action);
/* Whether the action needs a reason (reject, reopen). */
gboolean outlay_action_needs_reason (OutlayAction action);
/* Whether the owner may change fields in this state. */
gboolean outlay_state_is_editable   (OutlayState state);

/* Names as the wire and the database write them: "submitted", "approve", "reviewer". */
const char *outlay_state_to_string    (OutlayState state);
const char *outlay_action_to_string   (OutlayAction action);
const char *outlay_role_to_string     (OutlayRole role);
gboolean    outlay_state_from_string  (const char *text, OutlayState *state);
gboolean    outlay_action_from_string (const char *text, OutlayAction *action);
gboolean    outlay_role_from_string   (const char *text, OutlayRole *role);

/* One factual English sentence for the log and the problem detail. */
const char *outlay_verdict_to_string (OutlayVerdict verdict);

G_END_DECLS
