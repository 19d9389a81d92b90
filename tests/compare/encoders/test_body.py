"""The body in plain torch gives what transformers' gives, and needs nothing of it."""

from __future__ import annotations

import pytest
import torch

from compare.encoders.model_files import english_folder
from compare.encoders.networks.body import SIZE, body_of, open_body
from compare.training.encoder.teacher import open_teacher


def test_it_gives_what_transformers_gives_to_the_bit() -> None:
    theirs, ours = open_teacher(english_folder()), open_body(english_folder())
    given = torch.randn(3, 17, SIZE, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        assert torch.equal(ours(given).last_hidden_state, theirs(inputs_embeds=given)[0])
        mask = torch.ones(3, 17)
        mask[1, 5:] = 0
        padded = ours(given, mask).last_hidden_state[1, :5]
        alone = ours(given[1:2, :5]).last_hidden_state[0]
        assert torch.allclose(padded, alone, atol=1e-5), "what is masked is not looked at"
    assert ours.state_dict().keys() == theirs.state_dict().keys()


def test_a_missing_weight_is_an_error() -> None:
    weights = open_body(english_folder()).state_dict()
    del weights["encoder.layer.5.output.dense.bias"]
    with pytest.raises(KeyError, match=r"layer\.5"):
        body_of(weights)
