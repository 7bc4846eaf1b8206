/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/insight/outlay-insight-search.h"

G_BEGIN_DECLS

/* Each is in a file of its name, and says there what it finds and where its numbers come from. The one
 * of recurring costs tells those that did not come as well, and that of waiting ones late drafts. */
void outlay_insight_find_twins     (OutlayInsightSearch *search);
void outlay_insight_find_unusual   (OutlayInsightSearch *search);
void outlay_insight_find_recurring (OutlayInsightSearch *search);
void outlay_insight_find_waiting   (OutlayInsightSearch *search);
void outlay_insight_find_growing   (OutlayInsightSearch *search);
void outlay_insight_find_forecast  (OutlayInsightSearch *search);

G_END_DECLS
