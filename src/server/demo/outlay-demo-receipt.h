/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * outlay_demo_receipt_draw:
 * @lines: (array zero-terminated=1): ASCII; capitals, digits and a few signs can be drawn
 *
 * A small receipt as a PNG in shades of grey (W3C PNG, third edition).
 */
GBytes *outlay_demo_receipt_draw (const char *const *lines);

G_END_DECLS
