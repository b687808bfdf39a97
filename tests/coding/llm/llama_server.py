"""A real llama.cpp server for the tests, on a tiny model with random weights: no download, no network."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

import numpy as np
from gguf import GGUFWriter, TokenType

WIDTH, HEADS, INNER = 64, 4, 128
# the marks of the chat template end the vocabulary; the last also ends a reply
CONTROL = ["<|im_start|>", "<|im_end|>"]
TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def _byte_tokens() -> list[str]:
    """Return the names of the 256 bytes in the vocabulary of GPT-2: no spaces, no control characters."""
    shown = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [byte for byte in range(256) if byte not in shown]
    names = {byte: chr(byte) for byte in shown} | {byte: chr(256 + n) for n, byte in enumerate(hidden)}
    return [names[byte] for byte in range(256)]


def write_model(path: Path, *, context: int = 8192, seed: int = 4) -> None:
    """Write a llama model whose tokens are bytes and whose weights are drawn with ``seed``."""
    # a tokenizer of this kind has at least one merge
    tokens = [*_byte_tokens(), "th", *CONTROL]
    plain = len(tokens) - len(CONTROL)
    writer = GGUFWriter(path, "llama")
    writer.add_context_length(context)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types([TokenType.NORMAL] * plain + [TokenType.CONTROL] * len(CONTROL))
    writer.add_token_merges(["t h"])
    writer.add_bos_token_id(plain)
    writer.add_eos_token_id(len(tokens) - 1)
    writer.add_add_bos_token(False)
    writer.add_chat_template(TEMPLATE)

    shapes = {
        "token_embd": (len(tokens), WIDTH),
        **{f"blk.0.attn_{part}": (WIDTH, WIDTH) for part in ("q", "k", "v", "output")},
        "blk.0.ffn_gate": (INNER, WIDTH),
        "blk.0.ffn_up": (INNER, WIDTH),
        "blk.0.ffn_down": (WIDTH, INNER),
        "output": (len(tokens), WIDTH),
    }
    generator = np.random.default_rng(seed)
    weights = {name: generator.normal(0, 0.3, shape).astype(np.float32) for name, shape in shapes.items()}
    weights["token_embd"] *= 3
    # the first number of each state is constant and read by the output alone, as a liking for each token: for
    # visible ASCII, as the server fails on broken UTF-8, but not for escapes; for what begins and ends
    for name, numbers in weights.items():
        numbers[:, 0] = 8 if name == "token_embd" else 0
    weights["blk.0.attn_output"][0] = weights["blk.0.ffn_down"][0] = 0
    weights["output"][:, 0] = [2 * (t in '"{]') if t.isascii() and t != "\\" else -20 for t in tokens]
    weights |= {f"{name}_norm": np.ones(WIDTH, np.float32) for name in ("blk.0.attn", "blk.0.ffn", "output")}
    for name, numbers in weights.items():
        writer.add_tensor(f"{name}.weight", numbers)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


@contextmanager
def llama_server(*, context: int = 8192, seconds: float = 60) -> Iterator[str]:
    """Start a server in a process of its own, yield its base address once it listens, then end it."""
    with TemporaryDirectory() as folder:
        model, log = Path(folder, "model.gguf"), Path(folder, "log.txt")
        write_model(model, context=context)
        command, pipe = [sys.executable, "-P", __file__, str(model)], subprocess.PIPE
        with (
            log.open("wb") as errors,
            subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=errors, text=True) as process,
        ):
            late = Timer(seconds, process.kill)
            late.start()
            try:
                assert process.stdout
                address = process.stdout.readline().strip()
                late.cancel()
                if not address:
                    raise RuntimeError(f"llama.cpp did not start: {log.read_text(errors='replace')}")
                yield f"{address}/v1"
            finally:
                late.cancel()
                process.kill()


def _serve(model: str) -> None:
    """Serve a model on a free port of this computer, print the address, and end when the parent ends."""
    # only here, so that the tests themselves load no native code
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = model
    params.model_alias = {"tiny-random"}
    params.hostnames = ["127.0.0.1"]
    # the system picks a free one
    params.port = 0
    # more threads would only wait for each other
    params.cpuparams.n_threads = 1
    params.n_threads_http = 4
    params.fit_params = params.ui = False
    params.offline = True
    # returns once the model is loaded and the server listens
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    # the pipe ends with the parent, however that ended
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    _serve(sys.argv[1])
