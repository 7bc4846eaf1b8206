/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/history/outlay-event-hash.h"

#include "server/outlay-json-writer.h"

char *
outlay_event_hash (const char *company, const char *previous, const OutlayStoredEvent *event)
{
  g_auto (OutlayJsonWriter) json = { .size = 0 };

  outlay_json_writer_init (&json, 1024);
  outlay_json_writer_begin_array (&json);
  outlay_json_writer_token (&json, "outlay-event-1");
  outlay_json_writer_text (&json, previous);
  outlay_json_writer_text (&json, company);
  outlay_json_writer_int (&json, event->seq);
  outlay_json_writer_text (&json, event->expense);
  outlay_json_writer_int (&json, event->at);
  outlay_json_writer_text (&json, event->actor);
  outlay_json_writer_text (&json, event->action);
  outlay_json_writer_text (&json, event->from);
  outlay_json_writer_text (&json, event->to);
  outlay_json_writer_text (&json, event->reason);
  outlay_json_writer_int (&json, event->revision);
  outlay_json_writer_text (&json, event->proof_digest);
  outlay_json_writer_text (&json, event->proofs);
  outlay_json_writer_text (&json, event->facts);
  outlay_json_writer_end_array (&json);

  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) json.text, json.length);
}
