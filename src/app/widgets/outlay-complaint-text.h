/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/outlay-complaint.h"

G_BEGIN_DECLS

/**
 * outlay_complaint_to_text:
 * @field: the field's name on the wire: "amount", "merchant", "password"
 *
 * Returns: (transfer none): a translated sentence to stand beside the field, saying what to do
 */
const char *outlay_complaint_to_text (const char *field, OutlayComplaintCode code);

/* (transfer full): the same, with the limit where there is one */
char *outlay_complaint_dup_text (const OutlayComplaint *complaint);

/* The sentence about @field among @complaints, or %NULL where there is none. */
const char *outlay_complaints_get_text (OutlayComplaints *complaints, const char *field);

G_END_DECLS
