/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * OutlayNumberSet:
 *
 * Numbers of rows from 0 to one that is known beforehand, one bit each. Begin with zeroes and
 * outlay_number_set_init().
 */
typedef struct
{
  /*< private >*/
  guint32 *bits;
  guint32 size;
} OutlayNumberSet;

void outlay_number_set_init (OutlayNumberSet *self, guint32 last);
void outlay_number_set_clear (OutlayNumberSet *self);

/* A number that is too large is left out. */
void outlay_number_set_add (OutlayNumberSet *self, guint32 number);
/* Leaves what is in @other as well; both have the same last number. */
void outlay_number_set_keep (OutlayNumberSet *self, const OutlayNumberSet *other);

static inline gboolean
outlay_number_set_has (const OutlayNumberSet *self, guint32 number)
{
  return number < self->size && (self->bits[number / 32] & (1u << (number % 32))) != 0;
}

/* (transfer full) (element-type guint32): largest first */
GArray *outlay_number_set_list (const OutlayNumberSet *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlayNumberSet, outlay_number_set_clear)

G_END_DECLS
