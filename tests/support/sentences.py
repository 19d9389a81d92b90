"""Four English sentences and their Chinese translations, for tests of encoders."""

ENGLISH = [
    "The two sides discussed peace and stability in the Taiwan Strait.",
    "Both leaders agreed to keep lines of communication open.",
    "The Secretary raised concerns about the South China Sea.",
    "Trade.",
]
CHINESE = [
    "双方讨论了台湾海峡的和平与稳定。",
    "两国领导人同意保持沟通渠道畅通。",
    "国务卿对南海问题表达了关切。",
    "贸易。",
]
