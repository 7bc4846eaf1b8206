/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/expense/outlay-workflow.h"

G_BEGIN_DECLS

/* (transfer none): "Reviewer" */
const char *outlay_role_to_text (OutlayRole role);

/* What somebody may do, in a sentence for who chooses. (transfer none) */
const char *outlay_role_to_explanation (OutlayRole role);

/* Fills @row with the roles, in their order, so that the selected position is the role. */
void outlay_role_fill_row (AdwComboRow *row, OutlayRole selected);

G_END_DECLS
