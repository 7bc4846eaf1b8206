/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/ledger/outlay-category-store.h"
#include "core/insight/outlay-insight.h"

G_BEGIN_DECLS

/**
 * OutlayInsightText:
 * @icon: (transfer none): name of a symbolic icon
 * @color: (transfer none): word of the palette
 * @title: what was found, in a sentence
 * @body: the numbers behind it, in a sentence or two
 * @method: how it was computed
 * @tip: (nullable): what may be done, named as an action; %NULL where there is nothing but to look
 * @action: (nullable) (transfer none): what a button that does it says
 *
 * An insight in words.
 */
typedef struct
{
  const char *icon;
  const char *color;
  char *title;
  char *body;
  char *method;
  char *tip;
  const char *action;
} OutlayInsightText;

void outlay_insight_text_init (OutlayInsightText *self,
                               OutlayInsight *insight,
                               OutlayCategoryStore *categories);
void outlay_insight_text_clear (OutlayInsightText *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlayInsightText, outlay_insight_text_clear)

G_END_DECLS
