/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <yyjson.h>

#include "server/demo/outlay-demo-caller.h"

G_BEGIN_DECLS

/**
 * outlay_demo_office_open:
 * @categories: the answer of `GET /api/v1/categories`
 *
 * What a company settles before anybody files something: the currency that it reckons in, exchange rates
 * (invented ones, near those of these years), departments, and budgets, its own and Emma's.
 */
gboolean outlay_demo_office_open (OutlayDemoCaller *caller,
                                  yyjson_doc       *categories,
                                  GError          **error);

/* (transfer none): the id of the category with this English name */
const char *outlay_demo_office_find_category (yyjson_doc *categories,
                                              const char *name);

G_END_DECLS
