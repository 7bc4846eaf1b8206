/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/insight/outlay-insight-search.h"

G_BEGIN_DECLS

/* Each is in a file of its name, and says there what it finds and where its numbers come from. */
void outlay_insight_find_twins (OutlayInsightSearch *search);

G_END_DECLS
