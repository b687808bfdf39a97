"""The network of network.py, in the same names, to be differentiated and fitted."""

import copy
import random
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from analysis.coding.quotes.features import Pairs, pairs
from analysis.coding.quotes.network import CONTENT, CUE, ROLES, SOURCE, Network, neighbours
from analysis.coding.quotes.token_arrays import Columns, Ids
from training.attribution.samples import Sample, rows

EPOCHS = 8
RATE, WARMING, DECAY, AVERAGING, CLIP = 2e-3, 0.1, 0.01, 0.998, 5.0
DROPOUT, FORGETTING = 0.2, 0.15
TOKEN_WIDTH, PAIR_WIDTH, HIDDEN, LAYERS = 64, 48, 64, 2
# articles per step; tokens more likely than this to head a cue are looked at
BATCH, LIKELY = 2, 0.03


class Member(nn.Module):
    """The network of network.py, in the same names, to be differentiated."""

    def __init__(self, tokens: Sequence[Ids], seen: Sequence[Ids], vectors: int) -> None:
        super().__init__()
        self.vocabularies = [*tokens, *seen]
        width, narrow = TOKEN_WIDTH, PAIR_WIDTH
        layers = {f"layer{n}": nn.Linear(5 * width, 2 * width) for n in range(LAYERS)}
        norms = {f"norm{n}": nn.LayerNorm(width) for n in range(LAYERS)}
        self.token = nn.ModuleDict(
            {"input": nn.Linear(vectors, width), "norm": nn.LayerNorm(width), "cue": _scorer(width)}
            | layers
            | norms
            | _tables(tokens, width)
        )
        self.pair = nn.ModuleDict(
            {
                "token": nn.Linear(width, narrow),
                "cue": nn.Linear(width, narrow),
                "between": nn.Linear(2, narrow),
            }
            | {"norm": nn.LayerNorm(narrow), "layer0": nn.Linear(3 * narrow, 2 * narrow)}
            | {"norm0": nn.LayerNorm(narrow), "roles": nn.Linear(narrow, len(ROLES))}
            | _tables(seen, narrow)
        )
        self.accept = _scorer(4 * narrow + width + 4)
        self.transitions = nn.Parameter(torch.zeros(len(ROLES), len(ROLES)))
        self.drop = nn.Dropout(DROPOUT)

    def tokens(self, it: Columns, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Return a vector for each token and its log-odds of heading a cue."""
        net = self.token
        x = net["input"](self.drop(torch.from_numpy(it.vectors))) + self._embedded(net, ids)
        x = self.drop(net["norm"](x))
        before, behind, above = (torch.from_numpy(places) for places in neighbours(it))
        for number in range(LAYERS):
            padded = torch.cat([x, x.new_zeros(1, x.shape[1])])
            kids = torch.zeros_like(padded).index_add(0, above, x)[:-1] / 2
            seen = torch.cat([padded[before], x, padded[behind], padded[above], kids], 1)
            x = net[f"norm{number}"](x + self.drop(_maxout(net[f"layer{number}"](seen))))
        return x, self._scored(net["cue"], x)

    def pairs(self, vectors: Tensor, pairs: Pairs) -> tuple[Tensor, Tensor]:
        """Return the scores of the ROLES of each pair, and each cue's log-odds of attributing."""
        net = self.pair
        token, cue = torch.from_numpy(pairs.token), torch.from_numpy(pairs.cue)
        ids = rows(self.vocabularies[-len(pairs.features) :], pairs.features)
        x = net["token"](vectors)[token] + net["cue"](vectors)[cue]
        x = x + net["between"](torch.from_numpy(pairs.between)) + self._embedded(net, ids)
        x = self.drop(net["norm"](torch.relu(x)))
        lengths = torch.from_numpy(pairs.lengths)
        ends = torch.cumsum(lengths, 0)
        before, behind = x.roll(1, 0), x.roll(-1, 0)
        before = before.index_fill(0, ends - lengths, 0)
        behind = behind.index_fill(0, ends - 1, 0)
        around = torch.cat([before, x, behind], 1)
        x = net["norm0"](x + self.drop(_maxout(net["layer0"](around))))
        roles = net["roles"](x)
        return roles, self._accepted(vectors[torch.from_numpy(pairs.cues)], x, roles, lengths)

    def _accepted(self, cues: Tensor, x: Tensor, roles: Tensor, lengths: Tensor) -> Tensor:
        number = torch.repeat_interleave(torch.arange(len(lengths)), lengths)
        shares = roles.softmax(1)
        sizes = shares.new_zeros(len(lengths), len(ROLES)).index_add(0, number, shares)
        pooled = [
            x.new_zeros(len(lengths), x.shape[1]).index_add(0, number, x * shares[:, role, None])
            / (sizes[:, role, None] + 0.5)
            for role in (SOURCE, CUE, CONTENT)
        ]
        size = [sizes[:, SOURCE].clamp(max=1), *(torch.log1p(sizes[:, role]) for role in (3, 2, 1))]
        strongest = x.new_zeros(len(lengths), x.shape[1]).scatter_reduce(
            0, number[:, None].expand(-1, x.shape[1]), x, "amax", include_self=False
        )
        known_of = self.drop(torch.cat([*pooled, strongest, cues], 1))
        return self._scored(self.accept, torch.cat([known_of, torch.stack(size, 1)], 1))

    def _embedded(self, net: nn.ModuleDict, ids: Tensor) -> Tensor:
        if self.training:
            ids = ids * (torch.rand(ids.shape) > FORGETTING)
        return torch.stack([net[f"table{place}"](column) for place, column in enumerate(ids.T)]).sum(0)

    def _scored(self, scorer: nn.ModuleDict, x: Tensor) -> Tensor:
        return scorer["out"](self.drop(torch.relu(scorer["hidden"](x))))[:, 0]


def _tables(vocabularies: Sequence[Ids], width: int) -> dict[str, nn.Module]:
    tables = [nn.Embedding(len(ids) + 1, width) for ids in vocabularies]
    for table in tables:
        nn.init.normal_(table.weight, 0, 0.1)
    return {f"table{number}": table for number, table in enumerate(tables)}


def _scorer(width: int) -> nn.ModuleDict:
    return nn.ModuleDict({"hidden": nn.Linear(width, HIDDEN), "out": nn.Linear(HIDDEN, 1)})


def _maxout(x: Tensor) -> Tensor:
    return torch.maximum(*x.chunk(2, 1))


def loss(member: Member, sample: Sample) -> Tensor:
    """Return how wrong a network is on cues, on what they attribute, and on whether they do."""
    vectors, odds = member.tokens(sample.it, sample.ids)
    truth = torch.zeros(len(sample.it))
    truth[list(sample.roles)] = 1
    total = functional.binary_cross_entropy_with_logits(odds, truth, reduction="sum")
    weight = torch.sigmoid(odds.detach()).numpy()
    candidates = np.array(
        sorted(sample.roles) + sorted(set(np.flatnonzero(weight > LIKELY)) - set(sample.roles))
    )
    if not len(candidates):
        return total
    seen = pairs(sample.it, candidates, weight)
    roles, accepted = member.pairs(vectors, seen)
    total = total + functional.binary_cross_entropy_with_logits(accepted, truth[candidates], reduction="sum")
    count = len(sample.roles)
    lengths = seen.lengths[:count].tolist()
    if not count:
        return total
    answers = np.concatenate([sample.roles[cue] for cue in sorted(sample.roles)]).reshape(count, -1)
    size = sum(lengths)
    right = torch.from_numpy(answers[np.repeat(np.arange(count), lengths), seen.token[:size]])
    return total + _surprise(roles[:size], right, lengths, member.transitions)


def _surprise(roles: Tensor, right: Tensor, lengths: list[int], transitions: Tensor) -> Tensor:
    """Return the negative log-likelihood of sequences of roles under a linear-chain CRF."""
    scores = nn.utils.rnn.pad_sequence(roles.split(lengths), batch_first=True)
    truth = nn.utils.rnn.pad_sequence(right.split(lengths), batch_first=True)
    ends = torch.tensor(lengths)
    total = scores[:, 0]
    gold = scores.gather(2, truth[:, :, None])[:, :, 0]
    for place in range(1, scores.shape[1]):
        on = (place < ends)[:, None]
        step = torch.logsumexp(total[:, :, None] + transitions, 1) + scores[:, place]
        total = torch.where(on, step, total)
    inside = torch.arange(scores.shape[1]) < ends[:, None]
    moves = transitions[truth[:, :-1], truth[:, 1:]]
    path = (gold * inside).sum(1) + (moves * inside[:, 1:]).sum(1)
    return (torch.logsumexp(total, 1) - path).sum()


def fit(samples: list[Sample], tokens: list[Ids], seen: list[Ids], seed: int) -> Member:
    """Train one network and return its weights averaged over the steps."""
    torch.manual_seed(seed)
    order = random.Random(seed)  # noqa: S311 - for an order, not for a secret
    member = Member(tokens, seen, samples[0].it.vectors.shape[1])
    average = copy.deepcopy(member).eval()
    optimiser = torch.optim.AdamW(member.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * -(-len(samples) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, steps, pct_start=WARMING)
    for step, batch in enumerate(_batches(samples, order)):
        optimiser.zero_grad()
        total = torch.stack([loss(member, sample) for sample in batch]).sum() / 20
        total.backward()
        nn.utils.clip_grad_norm_(member.parameters(), CLIP)
        optimiser.step()
        schedule.step()
        kept = min(AVERAGING, (1 + step) / (10 + step))
        with torch.no_grad():
            for slow, fast in zip(average.parameters(), member.parameters(), strict=True):
                slow.mul_(kept).add_(fast, alpha=1 - kept)
        if step % 100 == 0:
            print(f"seed {seed}: step {step} of {steps}, loss {total.item():.1f}", flush=True)
    return average


def _batches(samples: list[Sample], order: random.Random) -> Iterator[list[Sample]]:
    shuffled = list(samples)
    for _ in range(EPOCHS):
        order.shuffle(shuffled)
        for start in range(0, len(shuffled), BATCH):
            yield shuffled[start : start + BATCH]


def exported(member: Member) -> Network:
    """Return a trained network as it runs."""
    weights = {}
    for name, values in member.state_dict().items():
        is_table = ".table" in name or name == "transitions" or values.dim() < 2
        weights[name] = (values if is_table else values.T).numpy().copy()
    return Network(member.vocabularies, weights)
