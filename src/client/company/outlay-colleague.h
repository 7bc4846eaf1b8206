/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "core/expense/outlay-workflow.h"

G_BEGIN_DECLS

#define OUTLAY_TYPE_COLLEAGUE (outlay_colleague_get_type ())
G_DECLARE_FINAL_TYPE (OutlayColleague, outlay_colleague, OUTLAY, COLLEAGUE, GObject)

/**
 * OutlayColleague:
 *
 * Somebody of the company as an admin sees them. Immutable. Properties: "name", "email".
 */

/* (transfer full) (nullable): %NULL with %OUTLAY_CLIENT_ERROR_NO_SERVER. @object: a user of
 * `GET /api/v1/users` */
OutlayColleague *outlay_colleague_read         (JsonObject       *object,
                                                GError          **error);

const char      *outlay_colleague_get_id       (OutlayColleague  *self);
const char      *outlay_colleague_get_name     (OutlayColleague  *self);
const char      *outlay_colleague_get_email    (OutlayColleague  *self);
OutlayRole       outlay_colleague_get_role     (OutlayColleague  *self);
gboolean         outlay_colleague_is_disabled  (OutlayColleague  *self);
/* "" for none */
const char      *outlay_colleague_get_department (OutlayColleague *self);
gint64           outlay_colleague_get_revision (OutlayColleague  *self);

G_END_DECLS
