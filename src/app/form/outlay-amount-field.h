/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define OUTLAY_TYPE_AMOUNT_FIELD (outlay_amount_field_get_type ())
G_DECLARE_FINAL_TYPE (OutlayAmountField, outlay_amount_field, OUTLAY, AMOUNT_FIELD, GtkBox)

/**
 * OutlayAmountField:
 *
 * The amount, large, with its currency. What was typed is kept as it is, also while it cannot be
 * read; beneath it stands how it was understood. Properties: "text", "currency" (ISO 4217 code),
 * "complaint" (nullable: the sentence that stands there instead). Signals: "left" when the focus
 * leaves it, "entered" when Return is pressed in it.
 */
GtkWidget *outlay_amount_field_new (void);

const char *outlay_amount_field_get_text      (OutlayAmountField *self);
void        outlay_amount_field_set_text      (OutlayAmountField *self, const char *text);
const char *outlay_amount_field_get_currency  (OutlayAmountField *self);
void        outlay_amount_field_set_currency  (OutlayAmountField *self, const char *currency);
void        outlay_amount_field_set_complaint (OutlayAmountField *self, const char *complaint);
/* (nullable): a sentence that stands there as long as there is no complaint; it keeps nobody from
 * sending */
void        outlay_amount_field_set_warning   (OutlayAmountField *self, const char *warning);
/* (nullable): what the amount comes to in the currency that all is reckoned in, said beside how it was
 * understood */
void        outlay_amount_field_set_converted (OutlayAmountField *self, const char *converted);
/* (transfer none): what stands beneath it */
const char *outlay_amount_field_get_hint      (OutlayAmountField *self);

G_END_DECLS
