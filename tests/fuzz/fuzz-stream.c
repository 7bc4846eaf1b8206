/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Live events: how the network cuts the stream changes nothing. */

#include "fuzz.h"

#include "client/sync/outlay-event-stream.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  OutlayEventStream whole = { 0 }, cut = { 0 };
  const char *text = (const char *) bytes;
  guint n_whole = outlay_event_stream_feed (&whole, text, size, "change");
  guint n_cut = 0;

  for (size_t i = 0, length; i < size; i += length)
    {
      length = MIN ((size_t) bytes[i] % 7 + 1, size - i);
      n_cut += outlay_event_stream_feed (&cut, text + i, length, "change");
    }

  g_assert_cmpuint (n_whole, ==, n_cut);
  return 0;
}
