/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/widgets/outlay-state-text.h"

#include <glib/gi18n.h>

static const OutlayMark state_marks[OUTLAY_N_STATES] = {
  [OUTLAY_STATE_DRAFT] = { N_ ("Draft"), "outlay-draft-symbolic", NULL },
  [OUTLAY_STATE_SUBMITTED] = { N_ ("Submitted"), "outlay-submitted-symbolic", "blue" },
  [OUTLAY_STATE_APPROVED] = { N_ ("Approved"), "outlay-approved-symbolic", "green" },
  [OUTLAY_STATE_REJECTED] = { N_ ("Rejected"), "outlay-rejected-symbolic", "red" },
  [OUTLAY_STATE_REIMBURSED] = { N_ ("Reimbursed"), "outlay-reimbursed-symbolic", "purple" },
};

static const OutlayMark delivery_marks[] = {
  [OUTLAY_DELIVERY_DELIVERED] = { NULL, NULL, NULL },
  [OUTLAY_DELIVERY_WAITING] = { N_ ("Waiting to be sent"), "outlay-waiting-symbolic", NULL },
  [OUTLAY_DELIVERY_STUCK] = { N_ ("Needs attention"), "outlay-attention-symbolic", "orange" },
  [OUTLAY_DELIVERY_CONFLICT] = { N_ ("Two versions"), "outlay-conflict-symbolic", "orange" },
};

static const struct
{
  const char *verb;
  const char *past;
} action_texts[OUTLAY_N_ACTIONS] = {
  [OUTLAY_ACTION_SUBMIT] = { N_ ("Submit"), N_ ("Submitted") },
  [OUTLAY_ACTION_WITHDRAW] = { N_ ("Withdraw"), N_ ("Withdrawn") },
  [OUTLAY_ACTION_APPROVE] = { N_ ("Approve"), N_ ("Approved") },
  [OUTLAY_ACTION_REJECT] = { N_ ("Reject"), N_ ("Rejected") },
  [OUTLAY_ACTION_RESUBMIT] = { N_ ("Send Again"), N_ ("Sent again with a new proof") },
  [OUTLAY_ACTION_REOPEN] = { N_ ("Reopen"), N_ ("Reopened") },
  [OUTLAY_ACTION_REIMBURSE] = { N_ ("Reimburse"), N_ ("Reimbursed") },
};

static OutlayMark
translate (OutlayMark mark)
{
  if (mark.text != NULL)
    mark.text = _ (mark.text);

  return mark;
}

OutlayMark
outlay_state_get_mark (OutlayState state)
{
  g_assert ((guint) state < OUTLAY_N_STATES);

  return translate (state_marks[state]);
}

OutlayMark
outlay_delivery_get_mark (OutlayDelivery delivery)
{
  g_assert ((guint) delivery < G_N_ELEMENTS (delivery_marks));

  return translate (delivery_marks[delivery]);
}

const char *
outlay_action_get_verb (OutlayAction action)
{
  g_assert ((guint) action < OUTLAY_N_ACTIONS);

  return _ (action_texts[action].verb);
}

const char *
outlay_action_get_past (OutlayAction action)
{
  g_assert ((guint) action < OUTLAY_N_ACTIONS);

  return _ (action_texts[action].past);
}
