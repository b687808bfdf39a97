"""Define and train the attribution network in PyTorch, with the parameter names of network.py."""

import copy
import random
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from analysis.coding.quotes.features import Pairs, build_pairs
from analysis.coding.quotes.network import CONTENT, CUE, ROLES, SOURCE, Network, find_neighbours
from analysis.coding.quotes.token_arrays import Ids, TokenArrays
from training.attribution.samples import Sample, find_feature_rows

EPOCHS = 8
RATE, WARMING, DECAY, AVERAGING, CLIP = 2e-3, 0.1, 0.01, 0.998, 5.0
DROPOUT, FORGETTING = 0.2, 0.15
TOKEN_WIDTH, PAIR_WIDTH, HIDDEN, LAYERS = 64, 48, 64, 2
# articles per step; tokens with a higher probability of heading a cue become candidates
BATCH, LIKELY = 2, 0.03


class Member(nn.Module):
    """The network of network.py, with the same parameter names, in a differentiable form."""

    def __init__(self, tokens: Sequence[Ids], seen: Sequence[Ids], vectors: int) -> None:
        super().__init__()
        self.vocabularies = [*tokens, *seen]
        width, narrow = TOKEN_WIDTH, PAIR_WIDTH
        layers = {f"layer{n}": nn.Linear(5 * width, 2 * width) for n in range(LAYERS)}
        norms = {f"norm{n}": nn.LayerNorm(width) for n in range(LAYERS)}
        self.token = nn.ModuleDict(
            {"input": nn.Linear(vectors, width), "norm": nn.LayerNorm(width), "cue": _build_scorer(width)}
            | layers
            | norms
            | _build_tables(tokens, width)
        )
        self.pair = nn.ModuleDict(
            {
                "token": nn.Linear(width, narrow),
                "cue": nn.Linear(width, narrow),
                "between": nn.Linear(2, narrow),
            }
            | {"norm": nn.LayerNorm(narrow), "layer0": nn.Linear(3 * narrow, 2 * narrow)}
            | {"norm0": nn.LayerNorm(narrow), "roles": nn.Linear(narrow, len(ROLES))}
            | _build_tables(seen, narrow)
        )
        self.accept = _build_scorer(4 * narrow + width + 4)
        self.transitions = nn.Parameter(torch.zeros(len(ROLES), len(ROLES)))
        self.drop = nn.Dropout(DROPOUT)

    def score_tokens(self, arrays: TokenArrays, ids: Tensor) -> tuple[Tensor, Tensor]:
        """Return a vector for each token and its log-odds of heading a cue."""
        net = self.token
        x = net["input"](self.drop(torch.from_numpy(arrays.vectors))) + self._embed(net, ids)
        x = self.drop(net["norm"](x))
        before, after, above = (torch.from_numpy(places) for places in find_neighbours(arrays))
        for number in range(LAYERS):
            padded = torch.cat([x, x.new_zeros(1, x.shape[1])])
            kids = torch.zeros_like(padded).index_add(0, above, x)[:-1] / 2
            seen = torch.cat([padded[before], x, padded[after], padded[above], kids], 1)
            x = net[f"norm{number}"](x + self.drop(_apply_maxout(net[f"layer{number}"](seen))))
        return x, self._score(net["cue"], x)

    def score_pairs(self, vectors: Tensor, pairs: Pairs) -> tuple[Tensor, Tensor]:
        """Return the scores of the ROLES for each pair, and the log-odds that each cue attributes."""
        net = self.pair
        token, cue = torch.from_numpy(pairs.token), torch.from_numpy(pairs.cue)
        ids = find_feature_rows(self.vocabularies[-len(pairs.features) :], pairs.features)
        x = net["token"](vectors)[token] + net["cue"](vectors)[cue]
        x = x + net["between"](torch.from_numpy(pairs.between)) + self._embed(net, ids)
        x = self.drop(net["norm"](torch.relu(x)))
        lengths = torch.from_numpy(pairs.lengths)
        ends = torch.cumsum(lengths, 0)
        before, after = x.roll(1, 0), x.roll(-1, 0)
        before = before.index_fill(0, ends - lengths, 0)
        after = after.index_fill(0, ends - 1, 0)
        around = torch.cat([before, x, after], 1)
        x = net["norm0"](x + self.drop(_apply_maxout(net["layer0"](around))))
        roles = net["roles"](x)
        return roles, self._score_acceptance(vectors[torch.from_numpy(pairs.cues)], x, roles, lengths)

    def _score_acceptance(self, cues: Tensor, x: Tensor, roles: Tensor, lengths: Tensor) -> Tensor:
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
        inputs = self.drop(torch.cat([*pooled, strongest, cues], 1))
        return self._score(self.accept, torch.cat([inputs, torch.stack(size, 1)], 1))

    def _embed(self, net: nn.ModuleDict, ids: Tensor) -> Tensor:
        if self.training:
            ids = ids * (torch.rand(ids.shape) > FORGETTING)
        return torch.stack([net[f"table{place}"](column) for place, column in enumerate(ids.T)]).sum(0)

    def _score(self, scorer: nn.ModuleDict, x: Tensor) -> Tensor:
        return scorer["out"](self.drop(torch.relu(scorer["hidden"](x))))[:, 0]


def _build_tables(vocabularies: Sequence[Ids], width: int) -> dict[str, nn.Module]:
    tables = [nn.Embedding(len(ids) + 1, width) for ids in vocabularies]
    for table in tables:
        nn.init.normal_(table.weight, 0, 0.1)
    return {f"table{number}": table for number, table in enumerate(tables)}


def _build_scorer(width: int) -> nn.ModuleDict:
    return nn.ModuleDict({"hidden": nn.Linear(width, HIDDEN), "out": nn.Linear(HIDDEN, 1)})


def _apply_maxout(x: Tensor) -> Tensor:
    return torch.maximum(*x.chunk(2, 1))


def compute_loss(member: Member, sample: Sample) -> Tensor:
    """Return a network's loss on cues, on the roles around them, and on accepting them."""
    vectors, odds = member.score_tokens(sample.arrays, sample.ids)
    truth = torch.zeros(len(sample.arrays))
    truth[list(sample.roles)] = 1
    total = functional.binary_cross_entropy_with_logits(odds, truth, reduction="sum")
    weight = torch.sigmoid(odds.detach()).numpy()
    candidates = np.array(
        sorted(sample.roles) + sorted(set(np.flatnonzero(weight > LIKELY)) - set(sample.roles))
    )
    if not len(candidates):
        return total
    seen = build_pairs(sample.arrays, candidates, weight)
    roles, accepted = member.score_pairs(vectors, seen)
    total = total + functional.binary_cross_entropy_with_logits(accepted, truth[candidates], reduction="sum")
    count = len(sample.roles)
    lengths = seen.lengths[:count].tolist()
    if not count:
        return total
    answers = np.concatenate([sample.roles[cue] for cue in sorted(sample.roles)]).reshape(count, -1)
    size = sum(lengths)
    right = torch.from_numpy(answers[np.repeat(np.arange(count), lengths), seen.token[:size]])
    return total + _crf_loss(roles[:size], right, lengths, member.transitions)


def _crf_loss(roles: Tensor, right: Tensor, lengths: list[int], transitions: Tensor) -> Tensor:
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
    """Train one network and return it with its weights averaged over the steps."""
    torch.manual_seed(seed)
    order = random.Random(seed)  # noqa: S311 - shuffles samples, no secret
    member = Member(tokens, seen, samples[0].arrays.vectors.shape[1])
    average = copy.deepcopy(member).eval()
    optimiser = torch.optim.AdamW(member.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * -(-len(samples) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, steps, pct_start=WARMING)
    for step, batch in enumerate(_make_batches(samples, order)):
        optimiser.zero_grad()
        total = torch.stack([compute_loss(member, sample) for sample in batch]).sum() / 20
        total.backward()
        nn.utils.clip_grad_norm_(member.parameters(), CLIP)
        optimiser.step()
        schedule.step()
        decay = min(AVERAGING, (1 + step) / (10 + step))
        with torch.no_grad():
            for slow, fast in zip(average.parameters(), member.parameters(), strict=True):
                slow.mul_(decay).add_(fast, alpha=1 - decay)
        if step % 100 == 0:
            print(f"seed {seed}: step {step} of {steps}, loss {total.item():.1f}", flush=True)
    return average


def _make_batches(samples: list[Sample], order: random.Random) -> Iterator[list[Sample]]:
    shuffled = list(samples)
    for _ in range(EPOCHS):
        order.shuffle(shuffled)
        for start in range(0, len(shuffled), BATCH):
            yield shuffled[start : start + BATCH]


def export(member: Member) -> Network:
    """Convert a trained network to the NumPy network that runs it."""
    weights = {}
    for name, values in member.state_dict().items():
        is_table = ".table" in name or name == "transitions" or values.dim() < 2
        weights[name] = (values if is_table else values.T).numpy().copy()
    return Network(member.vocabularies, weights)
