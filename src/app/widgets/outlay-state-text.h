/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-expense.h"

G_BEGIN_DECLS

/**
 * OutlayMark:
 * @text: translated, a word or two
 * @icon: name of a symbolic icon, so that nothing is told by colour alone
 * @color: (nullable): a word for outlay_palette_get(); %NULL for plain text colour
 *
 * How a state is shown wherever it is shown.
 */
typedef struct
{
  const char *text;
  const char *icon;
  const char *color;
} OutlayMark;

/* The mark of a workflow state. */
OutlayMark outlay_state_get_mark (OutlayState state);

/* The mark of what has not reached the company; its text is %NULL for what has. */
OutlayMark outlay_delivery_get_mark (OutlayDelivery delivery);

/* A workflow action as a verb for a button: "Submit"; and as done, for a history: "Submitted".
 * Translated. */
const char *outlay_action_get_verb (OutlayAction action);
const char *outlay_action_get_past (OutlayAction action);

G_END_DECLS
