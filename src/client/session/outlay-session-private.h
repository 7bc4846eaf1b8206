/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/session/outlay-session.h"
#include "client/transport/outlay-transport.h"

G_BEGIN_DECLS

OutlayTransport *outlay_session_get_transport (OutlaySession *self); /* (transfer none) */

G_END_DECLS
