"""What the aarch64 source tables leave out or merge, by hand, each with the reason."""

# Prefetches: those that a CPU does not know are NOPs.
RECORD_HINTS = {"RPRFM": "rprfm"}
HINTS_IN = {
    "prfmslc": [(r"PRF(Ml|Mui|UMi|MroW|MroX)", [((4, 0), "0.11."), ((4, 0), "1011.")])],
    "pcdphint": [(r"PRF(Ml|Mui|UMi)", [((4, 0), "11000")])],
}

# Shapes that a field of an operand class may not have, highest bit first; a leading `.` stands for any bits before.
_ALL_ONES = ["......011111", "......101111", "......110111", "......111011", "......111101", "......11111."]  # of each element size
OPERANDS = [
    (r"GPR64NoXZRshifted\d+|GPR64common", ["11111"]),
    (r"[WX]SeqPairClassOperand|MrrsMssrPairClassOperand", ["....1"]),
    (r"GPR64x8", ["....1", "11..."]),
    (r"logical_imm64", ["1......111111", *("0" + shape for shape in _ALL_ONES)]),
    (r"logical_imm32", _ALL_ONES),
    (r"(addsub|cpy)_imm8_opt_lsl_i8", ["1........"]),  # bytes are never shifted
    (r"addsub_shifted_imm(32|64)", ["1............."]),
]

# Shapes of fields that the operand class does not name: (record, [((hi, lo), shape)]).
RESERVED_IN = [
    (r"(ADD|SUB)S?[WX]rs", [((23, 22), "11")]),
    (r"(ADD|SUB|AND|BIC|EON|EOR|ORN|ORR)S?Wrs", [((15, 15), "1")]),
    (r"(ADD|SUB)S?(Wrx|Xrx64)", [((12, 10), "11."), ((12, 10), "101")]),
    (r"(ADD|SUB)S?Xrx", [((14, 10), shape) for shape in ("0.11.", "1011.", "0.101", "10101")]),  # 11 is Xrx64
    (r"MOV[KNZ]Wi", [((22, 22), "1")]),
]

# (mask, value, [(low bit of one register, of another)]): reserved where the two are equal.
_DESTINATION_SOURCE_SIZE = [(0, 5), (0, 16), (5, 16)]
EQUAL_REGISTERS = [
    *((0x3FE00C00, 0x19000400 | op << 22 | general << 26, _DESTINATION_SOURCE_SIZE) for op in (0, 1, 2) for general in (0, 1)),  # CPY*
    *((0x3FE00C00, 0x19C00400 | tag << 26, _DESTINATION_SOURCE_SIZE) for tag in (0, 1)),  # SET*, SETG*
    (0x3FE00C00, 0x1DC00000, [(0, 5)]),  # SETGO*; the register of the data should be 31
]

# Where sysops.tsv merges features or has none: which one gates the register or operation.
SYSTEM_FEATS = {
    "FEAT_LS64, FEAT_LS64_V, FEAT_LS64_ACCDATA": "FEAT_LS64_ACCDATA",
    "FEAT_MTE, FEAT_MTE2": "FEAT_MTE2",
    "FEAT_NMI, FEAT_GICv3_NMI": "FEAT_NMI",
    "FEAT_NV, FEAT_NV2": "FEAT_NV2",
    "FEAT_RAS, FEAT_RASv1p1": "FEAT_RAS",
    "FEAT_SSBS, FEAT_SSBS2": "FEAT_SSBS2",  # FEAT_SSBS alone has the PSTATE bit but no instruction that reaches it
}
SYSTEM = {
    **{("DC", name): "FEAT_MTE" for name in "GVA GZVA CGVAC CGDVAC CIGVAC CIGDVAC".split()},
    ("DC", "CGVAP"): "FEAT_MTE;FEAT_DPB",
    ("DC", "CGDVAP"): "FEAT_MTE;FEAT_DPB",
    ("DC", "CGVADP"): "FEAT_MTE;FEAT_DPB2",
    ("DC", "CGDVADP"): "FEAT_MTE;FEAT_DPB2",
    ("PStateImm0_15", "TCO"): "FEAT_MTE",
    ("SysReg", "TCO"): "FEAT_MTE",
    ("SysReg", "FPMR"): "FEAT_FPMR",
    **{("SysReg", "GCSPR_EL%s" % el): "FEAT_GCS" for el in "0 1 2 3 12".split()},
    **{("SysReg", "GCSCR_EL%s" % el): "FEAT_GCS" for el in "1 2 3 12".split()},
    ("SysReg", "GCSCRE0_EL1"): "FEAT_GCS",
}
SYSTEM_ROWS = [
    (0xFFFFFFE0, 0xD50B7380, "FEAT_SPECRES"),  # CFP RCTX
    (0xFFFFFFE0, 0xD50B73A0, "FEAT_SPECRES"),  # DVP RCTX
    (0xFFFFFFE0, 0xD50B73E0, "FEAT_SPECRES"),  # CPP RCTX
    (0xFFFFFFE0, 0xD50B73C0, "FEAT_SPECRES2"),  # COSP RCTX
    (0xFFFFFFE0, 0xD50B72E0, "FEAT_ITE"),  # TRCIT
    (0xFFFFFFFF, 0xD509729F, "FEAT_BRBE"),  # BRB IALL
    (0xFFFFFFFF, 0xD50972BF, "FEAT_BRBE"),  # BRB INJ
]

# The transactional memory extension was withdrawn; to LLVM these are MRS of a register that nobody has.
RESERVED_ROWS = [
    (0xFFFFFFE0, 0xD5233060),  # TSTART
    (0xFFFFFFE0, 0xD5233160),  # TTEST
]

# MRS of op0=3 op1=0 CRn=0 CRm=0..7: MIDR_EL1 and the ID_* registers. Reserved ones read as zero, so none needs a feature;
# from EL0 the kernel answers with what it shows to processes.
ID_REGISTERS = (0xFFFFF800, 0xD5380000)


def is_id_register(code):
    return code >> 6 == 0xC000 >> 6
