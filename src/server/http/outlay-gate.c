/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-gate.h"

#include <string.h>

#include "server/outlay-metrics.h"

#define MIB (1024 * 1024)

static OutlayReply *
refuse_eager (guint wait, OutlayCost cost)
{
  OutlayReply *reply = outlay_reply_new_problem (429, "There were too many requests.");
  g_autofree char *seconds = g_strdup_printf ("%u", wait);

  outlay_metrics_add (OUTLAY_METRIC_LIMITED + cost, 1);
  outlay_reply_set_header (reply, "Retry-After", seconds);
  return reply;
}

/* An administrator who forgets to name a proxy has all people share one limit. */
static void
warn_of_proxy (OutlayExchange *self)
{
  static int is_said;

  if (self->client.is_direct ||
      outlay_proxies_trust (self->service->proxies, self->peer->address) ||
      !outlay_address_is_loopback (self->peer->address))
    return;

  if (g_atomic_int_compare_and_exchange (&is_said, FALSE, TRUE))
    g_warning (
        "a proxy on this machine is not named in trusted-proxies: it is taken for the client");
}

static OutlayReply *
agree_to_preflight (OutlayExchange *self)
{
  g_clear_pointer (&self->match.refusal, outlay_reply_free);
  outlay_router_find (self->router, self->head.asked_method, self->target.path, &self->match);
  if (self->match.route == NULL)
    return g_steal_pointer (&self->match.refusal);

  return outlay_cors_agree (self->match.route);
}

static OutlayCost
find_cost (const OutlayExchange *self)
{
  const OutlayRoute *route = self->match.route;

  if (route == NULL)
    return OUTLAY_COST_READ;
  if (route->cost != OUTLAY_COST_USUAL)
    return route->cost;
  if (g_str_equal (route->method, "GET"))
    return outlay_request_get_query (&self->request, "q") != NULL ? OUTLAY_COST_SEARCH
                                                                  : OUTLAY_COST_READ;

  return route->raw ? OUTLAY_COST_PROOF : OUTLAY_COST_WRITE;
}

static OutlayReply *
charge (OutlayExchange *self, OutlayWho who, OutlayCost cost)
{
  guint64 length = outlay_exchange_get_body_length (self);
  guint amount = 1;
  guint wait;

  if (cost == OUTLAY_COST_PROOF)
    amount += (guint) (MIN (length, self->match.route->max_body) / MIB);

  wait = outlay_limits_take (self->service->limits, who, cost, amount, self->started);
  return wait > 0 ? refuse_eager (wait, cost) : NULL;
}

OutlayReply *
outlay_gate_admit (OutlayExchange *self, const char *method)
{
  OutlayService *service = self->service;
  OutlayReply *refusal;

  if (!outlay_proxies_resolve (service->proxies, self->peer->address, &self->head, &self->client))
    return outlay_reply_new_problem (400, "X-Forwarded-For and Forwarded do not tell who asks.");
  warn_of_proxy (self);
  self->request.remote = self->client.address;
  self->request.is_direct = self->client.is_direct;
  self->request.is_secure = self->client.is_secure || self->peer->certificate != NULL;

  refusal = charge (self, outlay_limits_get_address (service->limits, self->client.address),
                    find_cost (self));
  if (refusal == NULL && outlay_cors_is_preflight (service->cors, method, &self->head))
    return agree_to_preflight (self);

  return refusal;
}

OutlayReply *
outlay_gate_charge (OutlayExchange *self)
{
  const OutlayIdentity *identity = self->request.identity;

  if (identity == NULL)
    return NULL;

  return charge (
      self, outlay_limits_get_account (self->service->limits, identity->company, identity->user),
      find_cost (self));
}
