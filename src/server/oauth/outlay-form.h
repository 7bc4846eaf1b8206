/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-request.h"

G_BEGIN_DECLS

/**
 * OutlayForm:
 *
 * The parameters of a query or of a body that is application/x-www-form-urlencoded, as OAuth has
 * them (RFC 6749, 3.1 and 3.2): one without a value is not there, and none may be there twice.
 */
typedef struct _OutlayForm OutlayForm;

/**
 * outlay_form_new:
 * @text: (nullable): not NUL-terminated
 *
 * Returns: (transfer full) (nullable): %NULL when it is not percent-encoded UTF-8, holds a control
 *   character, or has more than %OUTLAY_FORM_MAX_PARAMETERS parameters
 */
OutlayForm *outlay_form_new  (const char *text, gsize length);
void        outlay_form_free (OutlayForm *self);

#define OUTLAY_FORM_MAX_PARAMETERS 32

/* (transfer full) (nullable): of the request's body; %NULL when it is no form or a broken one */
OutlayForm *outlay_form_new_for_body (const OutlayRequest *request);

/* (nullable): the value, of the first when there are several; %NULL when it is empty */
const char *outlay_form_get (OutlayForm *self, const char *name);

/* (nullable): the name of a parameter that is there more than once */
const char *outlay_form_get_doubled (OutlayForm *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayForm, outlay_form_free)

G_END_DECLS
