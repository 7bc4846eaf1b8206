/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/transport/outlay-api.h"

G_DEFINE_BOXED_TYPE (OutlayAnswer, outlay_answer, outlay_answer_copy, outlay_answer_free)

OutlayAnswer *
outlay_answer_copy (OutlayAnswer *self)
{
  OutlayAnswer *copy = g_new0 (OutlayAnswer, 1);

  copy->status = self->status;
  copy->json = self->json != NULL ? json_node_ref (self->json) : NULL;
  copy->etag = g_strdup (self->etag);
  return copy;
}

void
outlay_answer_free (OutlayAnswer *self)
{
  g_clear_pointer (&self->json, json_node_unref);
  g_clear_pointer (&self->etag, g_free);
  g_free (self);
}
