/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/ledger/outlay-number-set.h"

void
outlay_number_set_init (OutlayNumberSet *self, guint32 last)
{
  self->size = last + 1;
  self->bits = g_new0 (guint32, self->size / 32 + 1);
}

void
outlay_number_set_clear (OutlayNumberSet *self)
{
  g_clear_pointer (&self->bits, g_free);
  self->size = 0;
}

void
outlay_number_set_add (OutlayNumberSet *self, guint32 number)
{
  if (number < self->size)
    self->bits[number / 32] |= 1u << (number % 32);
}

void
outlay_number_set_keep (OutlayNumberSet *self, const OutlayNumberSet *other)
{
  g_return_if_fail (self->size == other->size);

  for (guint32 at = 0; at <= self->size / 32; at++)
    self->bits[at] &= other->bits[at];
}

GArray *
outlay_number_set_list (const OutlayNumberSet *self)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 number = self->size; number-- > 0;)
    {
      if (self->bits[number / 32] == 0)
        number -= number % 32;
      else if (outlay_number_set_has (self, number))
        g_array_append_val (numbers, number);
    }

  return numbers;
}
