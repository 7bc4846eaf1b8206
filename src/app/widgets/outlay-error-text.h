/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "client/outlay-client-error.h"

G_BEGIN_DECLS

/* (transfer none): a translated sentence that says what happened and what to do */
const char *outlay_error_to_text (const GError *error);

/* The same for a code alone, as an outbox entry keeps it. */
const char *outlay_client_error_to_text (OutlayClientError code);

G_END_DECLS
