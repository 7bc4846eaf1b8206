/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define OUTLAY_TYPE_ENTRY_FIELD (outlay_entry_field_get_type ())
G_DECLARE_FINAL_TYPE (OutlayEntryField, outlay_entry_field, OUTLAY, ENTRY_FIELD, AdwBin)

/**
 * OutlayEntryField:
 *
 * One thing to type, with what is wrong with it right below. Properties: "title", "text",
 * "is-secret" (construct only: a password), "purpose" (#GtkInputPurpose), "error" (nullable).
 * Signal "activated" on Enter. An error goes when the person goes on typing; the text never does
 * by itself.
 *
 * # Accessibility
 * The entry is named by its title, is invalid while there is an error, and points at it.
 */
const char *outlay_entry_field_get_text (OutlayEntryField *self);
void outlay_entry_field_set_text (OutlayEntryField *self, const char *text);
const char *outlay_entry_field_get_error (OutlayEntryField *self); /* (nullable) */

/* @error: (nullable): a translated sentence */
void outlay_entry_field_set_error (OutlayEntryField *self, const char *error);

G_END_DECLS
