/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "pack/outlay-pack-error.h"

G_DEFINE_QUARK (outlay-pack-error-quark, outlay_pack_error)
